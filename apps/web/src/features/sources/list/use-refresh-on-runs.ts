import { isFinal } from '@millrace/contract/jobs/job-event';
import { isActive } from '@millrace/contract/sources/source-verbs';
import { type SourceView, sourceSubject } from '@millrace/contract/sources/sources';
import { useOnRun } from '../../jobs/run-feed-provider.tsx';
import { refreshSourcesSoon } from '../refresh-sources.ts';

/** Reads the sources again when a run changes what the list says: one has ended, begun, or come from another tab. */
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
