import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { isActive } from '@millrace/contract/sources/source-verbs';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { failureOf } from '../features/errors/failure.ts';
import { JobProgress } from '../features/jobs/job-progress.tsx';
import { ProgressAnnouncer } from '../features/jobs/progress-announcer.tsx';
import { useFedRun } from '../features/jobs/run-feed-provider.tsx';
import { RunSummary } from '../features/jobs/run-summary.tsx';
import { formatPercent } from '../features/language/format.ts';
import { SourceActions } from '../features/sources/list/source-actions.tsx';
import { SourceMenu } from '../features/sources/list/source-menu.tsx';
import { SourceStatusMark } from '../features/sources/list/source-status.tsx';
import { useRefreshOnRuns } from '../features/sources/list/use-refresh-on-runs.ts';
import { sourceFacts } from '../features/sources/source-facts.ts';
import { trpc } from '../trpc.ts';
import { PageTitle } from './page-title.tsx';
import { useWorkspace } from './shell/use-workspace.ts';
import { SourceContent } from './source-content.tsx';
import { SourceRetrievalTest } from './source-retrieval-test.tsx';

/** One source: its facts, its status, its pages and their text. */
export function SourcePage() {
  const { workspace, may } = useWorkspace();
  const { sourceId } = useParams({ from: '/w/$workspaceId/sources/$sourceId' });
  const navigate = useNavigate();
  const query = useQuery(trpc.sources.get.queryOptions({ sourceId }));
  const source = query.data;
  useRefreshOnRuns(source ? [source] : []);
  const fed = useFedRun(source?.runId ?? null);
  const params = { workspaceId: workspace.id };
  const toList = () => void navigate({ to: '/w/$workspaceId/sources', params });
  const fraction = source && isActive(source) ? fed?.estimate.fraction : undefined;
  const percent = fraction === undefined ? undefined : formatPercent(fraction);
  const isMissing = query.isError && failureOf(query.error).kind === 'not-found';
  return (
    <div className="flex min-h-0 grow flex-col">
      <header className="border-line border-b px-4 py-3 sm:px-6">
        <Link
          to="/w/$workspaceId/sources"
          params={params}
          activeOptions={{ exact: true }}
          className="inline-flex min-h-6 touch:min-h-9 items-center gap-1 text-muted text-sm hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          <Trans>All sources</Trans>
        </Link>
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <PageTitle
            title={source?.title ?? (isMissing ? t`Source not found` : t`Source`)}
            state={percent}
            className="min-w-0 break-words text-lg"
          />
          {source ? <SourceStatusMark source={source} /> : null}
          {source && may('editor') ? <SourceMenu source={source} onDeleted={toList} /> : null}
          {source ? <SourceRetrievalTest sourceId={sourceId} /> : null}
        </div>
        {source ? <p className="text-muted text-sm">{sourceFacts(source)}</p> : null}
        {source?.reason ? (
          <p dir="auto" className={source.status === 'failed' ? 'text-bad text-sm' : 'text-muted text-sm'}>
            {source.reason}
          </p>
        ) : null}
        {source && fed && isActive(source) ? (
          <div className="mt-2 max-w-form">
            <JobProgress {...fed} detailed label={t`Progress of ${{ title: source.title }}`} />
          </div>
        ) : null}
        {source?.runId && !isActive(source) ? <RunSummary key={source.status} runId={source.runId} /> : null}
        {source && may('editor') ? <SourceActions source={source} /> : null}
        <ProgressAnnouncer fed={fed} name={source?.title ?? ''} />
      </header>
      {query.isPending ? (
        <div className="p-6">
          <Skeleton lines={8} />
        </div>
      ) : null}
      {query.isError ? (
        <div className="p-6">
          <ErrorCard
            error={query.error}
            title={isMissing ? t`This source does not exist or was deleted` : undefined}
            onRetry={isMissing ? undefined : () => void query.refetch()}
          />
        </div>
      ) : null}
      {source ? <SourceContent source={source} /> : null}
    </div>
  );
}
