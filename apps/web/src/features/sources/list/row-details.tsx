import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isLocked } from '@millrace/contract/reading/locked-file';
import { isActive, may } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { cn } from '@millrace/ui/class-names';
import { Button } from '@millrace/ui/controls/button';
import { Checkbox } from '@millrace/ui/controls/checkbox';
import { Tag } from '@millrace/ui/data/tag';
import { Link } from '@tanstack/react-router';
import { KeyRound, RotateCcw } from 'lucide-react';
import { useState, useTransition } from 'react';
import { JobProgress } from '../../jobs/job-progress.tsx';
import { useFedRun } from '../../jobs/run-feed-provider.tsx';
import { RelativeTime } from '../../language/relative-time.tsx';
import { passagesText, retrievedText, sourceFacts } from '../source-facts.ts';
import { actOnSources } from './act-on-sources.ts';
import { SourceIcon } from './source-icon.tsx';
import { SourceMenu } from './source-menu.tsx';
import { SourceStatusMark } from './source-status.tsx';
import { UnlockDialog } from './unlock-dialog.tsx';

type Props = {
  source: SourceView;
  mayEdit: boolean;
  chosen: boolean;
  onChoose: (chosen: boolean, range: boolean) => void;
};

/** A source in the list, with its facts, its status and its actions. */
export function SourceRow({ source, mayEdit, chosen, onChoose }: Props) {
  return (
    <div className={cn('px-3 py-3 sm:px-4', chosen && 'bg-accent-soft/50')}>
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1 sm:gap-x-3">
        {mayEdit ? (
          <Checkbox
            label={t`Select ${{ title: source.title }}`}
            checked={chosen}
            className="-ms-1"
            onChange={(next, event) => onChoose(next, 'shiftKey' in event && event.shiftKey === true)}
          />
        ) : null}
        <SourceIcon source={source} className="mt-1 hidden sm:block" />
        <div className="min-w-0 grow basis-0">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Link
              to="/w/$workspaceId/sources/$sourceId"
              params={{ workspaceId: source.workspaceId, sourceId: source.id }}
              className="line-clamp-2 min-h-6 scroll-mt-16 break-words font-medium hover:underline sm:line-clamp-1"
            >
              <bdi>{source.title}</bdi>
            </Link>
            {source.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </div>
          <p className="text-muted text-sm tabular-nums">
            {sourceFacts(source)}
            <span className="lg:hidden">{source.counts.chunks > 0 ? ` · ${passagesText(source)}` : ''}</span> ·{' '}
            <RelativeTime iso={source.updatedAt} />
          </p>
        </div>
        <p className="hidden me-2 w-32 shrink-0 pt-0.5 text-end text-muted text-sm tabular-nums lg:block">
          {source.counts.chunks > 0 ? passagesText(source) : null}
          <span className="block">{source.retrieved > 0 ? retrievedText(source) : null}</span>
        </p>
        <span
          className={cn(
            'order-last basis-full *:whitespace-normal md:order-none md:w-44 md:shrink-0 md:basis-auto md:pt-0.5',
            mayEdit && 'ps-8 sm:ps-17 md:ps-0',
          )}
        >
          <SourceStatusMark source={source} />
        </span>
        {mayEdit ? <SourceMenu source={source} /> : null}
      </div>
      <div className={mayEdit ? 'sm:ps-17' : 'sm:ps-8'}>
        {isActive(source) ? (
          <RowProgress source={source} mayEdit={mayEdit} />
        ) : (
          <RowReason source={source} mayEdit={mayEdit} />
        )}
      </div>
    </div>
  );
}

function RowProgress({ source, mayEdit }: { source: SourceView; mayEdit: boolean }) {
  const fed = useFedRun(source.runId);
  const [cancelling, start] = useTransition();
  if (fed === undefined) return null;
  return (
    <div className="mt-2 flex items-start gap-3">
      <div className="min-w-0 grow pt-1.5">
        <JobProgress {...fed} label={t`Progress of ${{ title: source.title }}`} />
      </div>
      {mayEdit ? (
        <Button
          size="sm"
          variant="ghost"
          pending={cancelling}
          aria-label={t`Cancel processing of ${{ title: source.title }}`}
          onClick={() => start(async () => void (await actOnSources([source], { verb: 'cancel' })))}
        >
          <Trans>Cancel</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function RowReason({ source, mayEdit }: { source: SourceView; mayEdit: boolean }) {
  const [retrying, start] = useTransition();
  const retryable = mayEdit && may('retry', source);
  if (source.reason === null && !retryable) return null;
  return (
    <div className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm">
      <p dir="auto" className={source.status === 'failed' ? 'text-bad' : 'text-muted'}>
        {source.reason}
      </p>
      {mayEdit && isLocked(source) ? <UnlockButton source={source} /> : null}
      {retryable && !isLocked(source) ? (
        <Button
          size="sm"
          pending={retrying}
          aria-label={t`Retry ${{ title: source.title }}`}
          icon={<RotateCcw aria-hidden className="size-3.5" />}
          onClick={() => start(async () => void (await actOnSources([source], { verb: 'retry' })))}
        >
          <Trans>Retry</Trans>
        </Button>
      ) : null}
    </div>
  );
}

function UnlockButton({ source }: { source: SourceView }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        size="sm"
        aria-label={t`Enter password for ${{ title: source.title }}`}
        icon={<KeyRound aria-hidden className="size-3.5" />}
        onClick={() => setAsking(true)}
      >
        <Trans>Enter password</Trans>
      </Button>
      {asking ? <UnlockDialog source={source} onClose={() => setAsking(false)} /> : null}
    </>
  );
}
