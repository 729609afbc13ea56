import type { Open } from '@millrace/bus/iterate';
import { LoggedEvent } from '@millrace/bus/logged-event';
import { endsRun, isFinal, type JobEvent } from '@millrace/contract/jobs/job-event';
import { findJob } from '@millrace/contract/jobs/jobs';
import { attend, type End } from '../feed/attend.ts';
import type { WatchOptions } from '../feed/watch-feed.ts';
import type { Services } from '../services.ts';
import { runChannel } from './channels.ts';
import { findEndedRuns, findRun, type RunRow } from './jobs.queries.ts';

/**
 * One run, from where the watcher left off to its end, as JSON of `JobEvent`. What the log no longer has is replaced by one
 * `snapshot` from the row, so that a watcher can always continue, whatever Redis has lost.
 */
export function watchRun(services: Services, runId: string, { after, right }: WatchOptions): Open<LoggedEvent> {
  const attendance = {
    channel: runChannel(runId),
    position: { after },
    right,
    watched: { id: runId, findEnded: findEndedRuns },
    isEnd: (event: LoggedEvent) =>
      !event.begins(progressMark) && endedSo(services, runId, JSON.parse(event.data) as JobEvent),
    async read(): Promise<End> {
      const row = await findRun(services.db, runId);
      return row ? { event: snapshotEvent(row), ended: isFinal(row.status) } : { ended: true };
    },
  };
  return (sink) => attend(services, attendance, sink);
}

/** Nearly every event is one, and it is recognised without parsing, because our own writer puts the type first. */
const progressMark = '{"type":"progress"';

/** A run that failed and was started again continues in the same log: only the end that the row has is its end. */
async function endedSo(services: Services, runId: string, event: JobEvent): Promise<boolean> {
  if (!endsRun(event)) return false;
  const row = await findRun(services.db, runId);
  return row === undefined || row.status === (event.type === 'snapshot' ? event.status : event.type);
}

function snapshotEvent(row: RunRow): LoggedEvent {
  const snapshot: JobEvent = {
    type: 'snapshot',
    status: row.status,
    attempt: 1 + row.failures + row.crashes,
    state: row.state ?? findJob(row.name)?.initial ?? null,
    result: row.result,
    error: row.error,
  };
  return LoggedEvent.of(`row-${row.attempt}`, JSON.stringify(snapshot));
}
