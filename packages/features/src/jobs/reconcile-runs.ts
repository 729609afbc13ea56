import { AppError } from '@millrace/contract/app-error';
import type { AnyJob } from '@millrace/contract/jobs/define-job';
import { endsRun, type JobEvent } from '@millrace/contract/jobs/job-event';
import type { Services } from '../services.ts';
import { announceRun } from './announce-run.ts';
import { runChannel } from './channels.ts';
import { dispatch } from './dispatch.ts';
import { type End, endEvent, endRun, isSilent, requeueRun } from './end-run.ts';
import type { EndingMap } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import type { RunningRuns } from './running-runs.ts';

export type Reconciling = {
  services: Services;
  /** How runs of each job end. */
  endings: EndingMap;
  /** The active runs of this process, if it executes runs. */
  running?: RunningRuns;
};

/** A run whose worker has died this often is ended as failed. */
export const crashLimit = 3;

/** Adds due runs from the outbox to the queue. */
export async function sweepOutbox({ services }: Reconciling): Promise<void> {
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

/** Finds queued runs that Redis has lost and queues them again, even if Redis has lost everything. */
export async function restoreLost({ services }: Reconciling): Promise<void> {
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
      lane: row.lane,
      priority: row.priority,
    }));
    const missing = await services.queue.missing(tickets);
    if (missing.length > 0) {
      services.log.warn({ runs: missing.length }, 'runs were missing in the queue and are queued again');
      await services.queue.enqueue(missing);
    }
  }
}

/** Ends queued runs that were cancelled before a worker took them. */
export async function endCancelled({ services, endings }: Reconciling): Promise<void> {
  const rows = await services.db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', 'queued')
    .where('cancelRequestedAt', 'is not', null)
    .limit(500)
    .execute();
  await eachRow(services, rows, async (row) => {
    const end = { status: 'cancelled' as const, state: row.state };
    const ended = await endRun(services, endings[row.name], row, end);
    if (ended === undefined) return;
    await say(services, row, endEvent(end));
    announceRun(services, ended);
  });
}

/** Takes runs from workers that died or froze. Their late writes are refused, since the attempt moves on. */
export async function takeFromDead(context: Reconciling): Promise<void> {
  const { services, endings, running } = context;
  const rows = await services.db
    .selectFrom('runs')
    .selectAll()
    .where('status', '=', 'running')
    .where(isSilent)
    .orderBy('heartbeatAt')
    .limit(200)
    .execute();
  // the runs of this process are alive, however late its heartbeat is
  const dead = rows.filter((row) => !running?.has(row));
  await eachRow(services, dead, (row) => takeOver(context, row, endings[row.name]?.definition));
}

/** A few rows at a time, each on its own: a row that cannot be ended does not block the others. */
async function eachRow(services: Services, rows: RunRow[], work: (row: RunRow) => Promise<void>): Promise<void> {
  for (let i = 0; i < rows.length; i += 10) {
    const settled = await Promise.allSettled(rows.slice(i, i + 10).map(work));
    for (const [n, result] of settled.entries()) {
      if (result.status === 'fulfilled') continue;
      services.log.error({ err: result.reason, runId: rows[i + n]?.id }, 'the reconciler could not process a run');
    }
  }
}

async function takeOver(
  { services, endings }: Reconciling,
  row: RunRow,
  definition: AnyJob | undefined,
): Promise<void> {
  const lost = new AppError('unavailable', 'jobs.worker-died', 'The worker that ran this stopped responding.').view();
  const state = definition ? await lastState(services.bus, row, definition) : row.state;
  if (row.cancelRequestedAt !== null) return end({ status: 'cancelled', state });
  if (definition?.onLost === 'interrupt' && definition.hasOutput(state as never))
    return end({ status: 'interrupted', state, error: lost });
  if (row.crashes + 1 >= crashLimit) {
    const poison = new AppError(
      'internal',
      'jobs.poison',
      'This was stopped because its worker died {crashLimit} times while running it.',
      { values: { crashLimit } },
    ).view();
    return end({ status: 'failed', state, error: poison });
  }
  // a run that crashed two workers waits a moment, so that it does not always crash the same neighbours
  const delayMs = row.crashes === 0 ? 0 : 2_000;
  const queued = await requeueRun(services, row, {
    counts: 'crash',
    ifSilent: true,
    delayMs,
    error: lost,
  });
  if (queued === undefined) return;
  services.log.warn({ runId: row.id, name: row.name, worker: row.worker }, 'a run was taken from a dead worker');
  await say(services, queued, { type: 'failed', error: lost, willRetry: true });
  announceRun(services, queued);
  if (delayMs === 0) await dispatch(services, [row.id]);

  async function end(how: End): Promise<void> {
    // the fence first: a frozen worker that wakes up now can neither append nor end
    const fenced = await services.db
      .updateTable('runs')
      .set((eb) => ({ attempt: eb('attempt', '+', 1) }))
      .where('id', '=', row.id)
      .where('attempt', '=', row.attempt)
      .where('status', '=', 'running')
      .where(isSilent)
      .returningAll()
      .executeTakeFirst();
    if (fenced === undefined) return;
    const ended = await endRun(services, endings[row.name], fenced, how);
    if (ended === undefined) return;
    await say(services, ended, endEvent(how));
    announceRun(services, ended);
  }
}

/** The output of the run: the log has it to the last word, the row as of the last heartbeat. The longer one is used. */
async function lastState(bus: Services['bus'], row: RunRow, definition: AnyJob): Promise<unknown> {
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

async function say(services: Services, row: RunRow, event: JobEvent): Promise<void> {
  await services.bus.append(runChannel(row.id), row.attempt, JSON.stringify(event)).catch((error: unknown) => {
    services.log.warn({ err: error, runId: row.id }, 'watchers learn of this end from the row');
  });
}
