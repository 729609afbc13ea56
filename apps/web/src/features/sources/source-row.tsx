import { isActive, may } from '@millrace/contract/source-verbs';
import type { SourceView } from '@millrace/contract/sources';
import { Button } from '@millrace/ui/button';
import { RelativeTime } from '@millrace/ui/relative-time';
import { Link } from '@tanstack/react-router';
import { FileText, FileType, RotateCcw } from 'lucide-react';
import { JobProgress } from '../jobs/job-progress.tsx';
import { useFedRun } from '../jobs/run-feed-provider.tsx';
import { isPdf, sourceFacts } from './source-facts.ts';
import { SourceMenu } from './source-menu.tsx';
import { SourceStatusMark } from './source-status.tsx';
import { useSourceActions } from './use-source-actions.ts';

export function SourceRow({ source, mayEdit }: { source: SourceView; mayEdit: boolean }) {
  const Icon = isPdf(source) ? FileType : FileText;
  return (
    <li className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Icon aria-hidden className="hidden size-5 shrink-0 text-muted sm:block" />
        <div className="min-w-0 grow basis-0">
          <Link
            to="/w/$workspaceId/sources/$sourceId"
            params={{ workspaceId: source.workspaceId, sourceId: source.id }}
            className="line-clamp-2 min-h-6 font-medium hover:underline sm:line-clamp-1"
          >
            {source.title}
          </Link>
          <p className="text-muted text-sm tabular-nums">
            {sourceFacts(source)} · <RelativeTime iso={source.updatedAt} />
          </p>
        </div>
        <span className="order-last basis-full sm:order-none sm:basis-auto">
          <SourceStatusMark status={source.status} />
        </span>
        {mayEdit ? <SourceMenu source={source} /> : null}
      </div>
      {isActive(source) ? (
        <RowProgress source={source} mayEdit={mayEdit} />
      ) : (
        <RowReason source={source} mayEdit={mayEdit} />
      )}
    </li>
  );
}

function RowProgress({ source, mayEdit }: { source: SourceView; mayEdit: boolean }) {
  const fed = useFedRun(source.runId);
  const actions = useSourceActions(source);
  if (fed === undefined) return null;
  return (
    <div className="mt-2 flex items-start gap-3 sm:pl-8">
      <div className="min-w-0 grow pt-1.5">
        <JobProgress {...fed} label={`Progress of ${source.title}`} />
      </div>
      {mayEdit ? (
        <Button
          size="sm"
          variant="ghost"
          pending={actions.cancelling}
          aria-label={`Cancel reading ${source.title}`}
          onClick={actions.cancel}
        >
          Cancel
        </Button>
      ) : null}
    </div>
  );
}

function RowReason({ source, mayEdit }: { source: SourceView; mayEdit: boolean }) {
  const actions = useSourceActions(source);
  if (source.reason === null && source.status !== 'failed' && source.status !== 'cancelled') return null;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm sm:pl-8">
      <p className={source.status === 'failed' ? 'text-bad' : 'text-muted'}>{source.reason}</p>
      {mayEdit && may('retry', source) ? (
        <Button
          size="sm"
          pending={actions.retrying}
          aria-label={`Retry ${source.title}`}
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={actions.retry}
        >
          Retry
        </Button>
      ) : null}
    </div>
  );
}
