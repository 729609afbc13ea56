import { AppError } from '@millrace/contract/app-error';
import type { AnyJob, Lane } from '@millrace/contract/define-job';
import { endsRun, type JobEvent } from '@millrace/contract/job-event';
import { sql } from 'kysely';
import { dispatch } from './dispatch.ts';
import { endEvent, endRun, requeueRun } from './end-run.ts';
import { announce, runChannel } from './feed.ts';
import type { RunRow } from './jobs.queries.ts';
import type { WorkerContext } from './run-job.ts';

/** A run whose worker has been silent for this long is taken from it. Four missed heartbeats and a bit. */
export const deadAfterMs = 7_000;
/** A run that brings down its worker this often is parked. */
export const crashLimit = 3;

/** Brings due runs from the outbox to the queue. */
export async function sweepOutbox({ services }: WorkerContext): Promise<void> {
  const due = await services.db
    .selectFrom('outbox')
    .select('runId')
    .where('availableAt', '<=', services.clock())
    .orderBy('availableAt')
    .limit(500)
    .execute();
  if (due.length > 0)
    await dispatch(
      services,
      due.map((row) => row.runId),
    );
}

/** Finds queued runs that Redis has lost and queues them again: all of Redis may vanish. */
export async function restoreLost({ services }: WorkerContext): Promise<void> {
  const since = new Date(services.clock().getTime() - 3_000);
  let last = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const rows = await services.db
      .selectFrom('runs')
      .leftJoin('outbox', 'outbox.runId', 'runs.id')
      .where('runs.status', '=', 'queued')
      .where('runs.availableAt', '<', since)
      .where('outbox.runId', 'is', null)
      .where('runs.id', '>', last)
      .select(['runs.id', 'runs.attempt', 'runs.lane', 'runs.priority'])
      .orderBy('runs.id')
      .limit(500)
      .execute();
    if (rows.length === 0) return;
    last = (rows.at(-1) as { id: string }).id;
    const tickets = rows.map((row) => ({
      runId: row.id,
      attempt: row.attempt,
      lane: row.lane as Lane,
      priority: row.priority,
    }));
    const missing = await services.queue.missing(tickets);
    if (missing.length > 0) {
      services.log.warn({ runs: missing.length }, 'runs were missing in the queue and are queued again');
      await services.queue.enqueue(missing);
    }
  }
}

/** Ends queued runs that were cancelled before anybody took them. */
export async function endCancelled({ services, handlers }: WorkerContext): Promise<void> {
  const rows = await services.db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', 'queued')
    .where('cancelRequestedAt', 'is not', null)
    .limit(500)
    .execute();
  for (const row of rows) {
    const end = { status: 'cancelled' as const, state: row.state };
    const ended = await endRun(services, handlers[row.name], row, end);
    if (ended === undefined) continue;
    await say(services, row, endEvent(end));
    announce(services, ended);
  }
}

/** Takes runs from workers that died or froze. Their late writes are refused, since the attempt moves on. */
export async function takeFromDead(context: WorkerContext): Promise<void> {
  const { services, handlers } = context;
  // by the database's clock alone: it wrote the heartbeats, and workers' clocks may differ
  const { rows } = await sql<RunRow>`
    select * from runs where status = 'running' and heartbeat_at < now() - ${`${deadAfterMs} milliseconds`}::interval
    order by heartbeat_at limit 200`.execute(services.db);
  // a worker that dies may leave hundreds; a few at a time, so that the last of them does not wait for all others
  while (rows.length > 0) {
    await Promise.all(rows.splice(0, 10).map((row) => takeOver(context, row, handlers[row.name]?.definition)));
  }
}

async function takeOver(
  { services, handlers }: WorkerContext,
  row: RunRow,
  definition: AnyJob | undefined,
): Promise<void> {
  const handler = handlers[row.name];
  const lost = new AppError('unavailable', 'jobs.worker-died', 'The worker that did this stopped answering.').view();
  const state = definition ? await lastState(services.bus, row, definition) : row.state;
  if (row.cancelRequestedAt !== null) return end({ status: 'cancelled', state });
  if (definition?.onLost === 'interrupt' && definition.hasOutput(state as never))
    return end({ status: 'interrupted', state, error: lost });
  if (row.crashes + 1 >= crashLimit) {
    const poison = new AppError(
      'internal',
      'jobs.poison',
      `It was parked: its worker died ${crashLimit} times while doing it.`,
    ).view();
    return end({ status: 'failed', state, error: poison });
  }
  const queued = await requeueRun(services, row, {
    counts: 'crash',
    delayMs: row.crashes === 0 ? 0 : 2_000,
    error: lost,
  });
  if (queued === undefined) return;
  services.log.warn({ runId: row.id, name: row.name, worker: row.worker }, 'a run was taken from a dead worker');
  await say(services, queued, { type: 'failed', error: lost, willRetry: true });
  announce(services, queued);
  await dispatch(services, [row.id]);

  async function end(ending: Parameters<typeof endRun>[3]): Promise<void> {
    // the fence first: a frozen worker that wakes up now can neither append nor end
    const fenced = await services.db
      .updateTable('runs')
      .set((eb) => ({ attempt: eb('attempt', '+', 1) }))
      .where('id', '=', row.id)
      .where('attempt', '=', row.attempt)
      .where('status', '=', 'running')
      .returningAll()
      .executeTakeFirst();
    if (fenced === undefined) return;
    const ended = await endRun(services, handler, fenced, ending);
    if (ended === undefined) return;
    await say(services, ended, endEvent(ending));
    announce(services, ended);
  }
}

/** What the run had put out: the log knows it to the last word, the row as of the last heartbeat. The longer memory wins. */
async function lastState(bus: WorkerContext['services']['bus'], row: RunRow, definition: AnyJob): Promise<unknown> {
  const stored = row.state ?? definition.initial;
  if (definition.onLost !== 'interrupt') return stored;
  const log = await bus.readLog(runChannel(row.id)).catch(() => undefined);
  if (log === undefined) return stored;
  let state: unknown = definition.initial;
  for (const entry of log) {
    const event = JSON.parse(entry.data) as JobEvent;
    if (event.type === 'started' || endsRun(event)) state = definition.initial;
    else if (event.type === 'progress') state = definition.fold(state, event.progress);
    else if (event.type === 'snapshot') state = event.state;
  }
  return JSON.stringify(state).length >= JSON.stringify(stored).length ? state : stored;
}

async function say(services: WorkerContext['services'], row: RunRow, event: JobEvent): Promise<void> {
  await services.bus.append(runChannel(row.id), row.attempt, JSON.stringify(event)).catch((error: unknown) => {
    services.log.warn({ err: error, runId: row.id }, 'watchers learn of this end from the row');
  });
}
