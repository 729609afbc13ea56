import type { ErrorView } from '@millrace/contract/app-error';
import type { JobEvent, RunStatus } from '@millrace/contract/jobs/job-event';
import { type Trx, transact } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import type { After, EndingMap, Run } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import { priorityAtHead } from './priorities.ts';
import { withJobs } from './start-job.ts';

export type FinalStatus = Exclude<RunStatus, 'queued' | 'running'>;
export type End = { status: FinalStatus; state: unknown; result?: unknown; error?: ErrorView | null };

export const runOf = (row: RunRow): Run => ({
  id: row.id,
  name: row.name,
  workspaceId: row.workspaceId,
  attempt: row.attempt,
  subject: row.subject,
  createdBy: row.createdBy,
});

/**
 * Ends a run if `row` still describes it (same attempt, same status): its row and its feature's rows change in one transaction.
 * Returns undefined if the run has changed in the meantime; then nothing was written.
 */
export function endRun(
  services: Services,
  ending: EndingMap[string] | undefined,
  row: RunRow,
  end: End,
): Promise<RunRow | undefined> {
  return withJobs(services, async (trx, start) => {
    const ended = await trx
      .updateTable('runs')
      .set({
        status: end.status,
        state: toJson(end.state),
        result: end.result === undefined ? null : toJson(end.result),
        error: end.error ? toJson(end.error) : null,
        finishedAt: sql`now()`,
      })
      .where('id', '=', row.id)
      .where('attempt', '=', row.attempt)
      .where('status', '=', row.status)
      .returningAll()
      .executeTakeFirst();
    if (ended === undefined) return undefined;
    await trx.deleteFrom('outbox').where('runId', '=', row.id).execute();
    await callOnEnd(trx, { start, settings: services.settings }, ending, row, end);
    return ended;
  });
}

async function callOnEnd(
  trx: Trx,
  after: After,
  ending: EndingMap[string] | undefined,
  row: RunRow,
  end: End,
): Promise<void> {
  if (ending?.onEnd === undefined) return;
  const how = {
    run: runOf(row),
    payload: row.payload,
    status: end.status,
    state: end.state ?? ending.definition.initial,
    result: end.result ?? null,
    error: end.error ?? null,
  };
  await ending.onEnd(trx, how, after);
}

/** The event that reports an end to watchers. */
export function endEvent(end: End): JobEvent {
  const error = end.error ?? { kind: 'internal', reason: 'internal', message: 'Something went wrong on our side.' };
  switch (end.status) {
    case 'succeeded':
      return { type: 'succeeded', result: end.result };
    case 'cancelled':
      return { type: 'cancelled' };
    case 'interrupted':
      return { type: 'interrupted', error };
    case 'failed':
      return { type: 'failed', error, willRetry: false };
  }
}

/** A run whose worker has been silent for this long may be taken from it: a little more than four missed heartbeats. */
export const deadAfterMs = 7_000;

/** True for rows that are still silent at the moment of the change, by the clock of the database, which wrote the heartbeats. */
export const isSilent = sql<boolean>`heartbeat_at < now() - ${sql.lit(`${deadAfterMs} milliseconds`)}::interval`;

export type Requeue = {
  counts: 'failure' | 'crash' | 'nothing';
  delayMs: number;
  error: ErrorView | null;
  /** Only if its worker is still silent: a worker that woke up in the meantime keeps its run. */
  ifSilent?: boolean;
};

/**
 * Puts a run back into the queue if `row` still describes it. The attempt is incremented, so that its former worker is fenced from now on.
 * `counts` says what is counted: a failure of the work, a crash of its worker, or nothing (a graceful stop).
 */
export function requeueRun(
  services: Services,
  row: RunRow,
  { counts, delayMs, error, ifSilent = false }: Requeue,
): Promise<RunRow | undefined> {
  const availableAt = new Date(services.clock().getTime() + delayMs);
  return transact(services.db, async (trx) => {
    const queued = await trx
      .updateTable('runs')
      .set((eb) => ({
        status: 'queued',
        attempt: eb('attempt', '+', 1),
        failures: eb('failures', '+', counts === 'failure' ? 1 : 0),
        crashes: eb('crashes', '+', counts === 'crash' ? 1 : 0),
        error: error ? toJson(error) : null,
        availableAt,
        priority: priorityAtHead(row.lane),
        worker: null,
      }))
      .where('id', '=', row.id)
      .where('attempt', '=', row.attempt)
      .where('status', '=', row.status)
      .$if(ifSilent, (query) => query.where(isSilent))
      .returningAll()
      .executeTakeFirst();
    if (queued === undefined) return undefined;
    await trx
      .insertInto('outbox')
      .values({ runId: row.id, availableAt })
      .onConflict((oc) => oc.column('runId').doUpdateSet({ availableAt }))
      .execute();
    return queued;
  });
}
