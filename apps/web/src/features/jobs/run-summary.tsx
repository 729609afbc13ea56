import { Trans } from '@lingui/react/macro';
import { isFinal } from '@millrace/contract/jobs/job-event';
import { useQuery } from '@tanstack/react-query';
import { trpc } from '../../trpc.ts';
import { formatDuration } from '../language/format.ts';
import { RelativeTime } from '../language/relative-time.tsx';

/** When a run ended and how long it took, once it has. */
export function RunSummary({ runId }: { runId: string }) {
  const run = useQuery(trpc.jobs.get.queryOptions({ runId })).data;
  if (!run?.finishedAt || !run.startedAt || !isFinal(run.status)) return null;
  const tookMs = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  return (
    <p className="text-muted text-sm">
      <Trans>
        Last run finished <RelativeTime iso={run.finishedAt} />, took {{ duration: formatDuration(tookMs) }}
      </Trans>
    </p>
  );
}
