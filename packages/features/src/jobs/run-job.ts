import { AppError } from '@millrace/contract/app-error';
import type { Ticket } from '@millrace/queue/port';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { endRun } from './end-run.ts';
import { announce } from './feed.ts';
import type { HandlerMap } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import { type RunningRun, type RunningRuns, stop } from './running-runs.ts';
import { finish, settleFailure } from './settle-run.ts';
import { startRun } from './start-run.ts';

export type WorkerContext = { services: Services; handlers: HandlerMap; running: RunningRuns; workerId: string };

/** Takes one ticket: claims the run, runs its handler within the limits and stores how it ended. Never throws. */
export async function runJob(context: WorkerContext, ticket: Pick<Ticket, 'runId' | 'attempt'>): Promise<void> {
  const { services } = context;
  try {
    const row = await claim(context, ticket);
    // taken by another worker, cancelled or ended meanwhile: the ticket is void
    if (row !== undefined) await execute(context, row);
  } catch (error) {
    services.log.error(
      { err: error, runId: ticket.runId },
      'a run could not be carried through; the reconciler will see to it',
    );
  }
}

/** Only one claim of a ticket can succeed: it moves the attempt on, and the attempt is what the ticket names. */
function claim(
  { services, workerId }: WorkerContext,
  ticket: Pick<Ticket, 'runId' | 'attempt'>,
): Promise<RunRow | undefined> {
  return services.db
    .updateTable('runs')
    .set((eb) => ({
      status: 'running',
      attempt: eb('attempt', '+', 1),
      worker: workerId,
      startedAt: eb.fn.coalesce('startedAt', sql<Date>`now()`),
      heartbeatAt: sql`now()`,
      state: null,
    }))
    .where('id', '=', ticket.runId)
    .where('attempt', '=', ticket.attempt)
    .where('status', '=', 'queued')
    .where('cancelRequestedAt', 'is', null)
    .returningAll()
    .executeTakeFirst();
}

async function execute(context: WorkerContext, row: RunRow): Promise<void> {
  const { services, running } = context;
  const handler = context.handlers[row.name];
  if (handler === undefined) {
    const error = new AppError('internal', 'jobs.unknown-kind', `This build does not know the job ${row.name}.`).view();
    await endRun(services, undefined, row, { status: 'failed', state: row.state, error });
    return;
  }
  const { definition } = handler;
  const started = startRun(services, handler, row);
  const { run, log, state } = started;
  running.add(run);
  announce(services, row);
  void log.say({ type: 'started', attempt: 1 + row.failures + row.crashes });
  const limits = [
    setTimeout(() => stop(run, 'soft-limit'), definition.softLimitMs),
    setTimeout(() => stop(run, 'hard-limit'), definition.hardLimitMs),
  ];
  try {
    const outcome = await withHardLimit(run, handler.work(started.work));
    const result = definition.result.parse(outcome);
    await finish(services, handler, row, started, { status: 'succeeded', state: state(), result });
  } catch (error) {
    await settleFailure(services, handler, row, started, error);
  } finally {
    for (const limit of limits) clearTimeout(limit);
    running.remove(run);
    log.close();
  }
}

/** Past the hard limit the run is over whether its handler obeys or not; what it does afterwards is refused by the fence. */
function withHardLimit<T>(run: RunningRun, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    run.controller.signal.addEventListener('abort', () => {
      const grace = run.stopReason === 'hard-limit' ? 0 : abortGraceMs;
      setTimeout(() => reject(run.controller.signal.reason), grace).unref();
    });
    work.then(resolve, reject);
  });
}

/** How long a handler may take to come to its end after its signal aborted. */
const abortGraceMs = 1_500;
