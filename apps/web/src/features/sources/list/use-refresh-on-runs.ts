import { isFinal } from '@millrace/contract/jobs/job-event';
import { isActive } from '@millrace/contract/sources/source-verbs';
import { type SourceView, sourceSubject } from '@millrace/contract/sources/sources';
import { useOnRun } from '../../jobs/run-feed-provider.tsx';
import { refreshSourcesSoon } from '../refresh-sources.ts';

/** Refetches the sources when a run changes the list: it started, ended, or was started in another tab. */
export function useRefreshOnRuns(sources: readonly SourceView[]): void {
  useOnRun((run) => {
    if (run.subject?.kind !== sourceSubject) return;
    const shown = sources.find((source) => source.id === run.subject?.id);
    const stale =
      shown === undefined
        ? !isFinal(run.status)
        : isFinal(run.status) === isActive(shown) || (run.status === 'running' && shown.status === 'queued');
    if (stale) void refreshSourcesSoon();
  });
}
