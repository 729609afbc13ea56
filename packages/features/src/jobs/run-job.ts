import { AppError } from '@millrace/contract/app-error';
import type { Ticket } from '@millrace/queue/port';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { announceRun } from './announce-run.ts';
import { endRun, requeueRun } from './end-run.ts';
import type { EndingMap, HandlerMap } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import { type RunningRun, type RunningRuns, stop } from './running-runs.ts';
import { finish, settleFailure } from './settle-run.ts';
import { type Started, startRun } from './start-run.ts';
import { StepFailure } from './step-failure.ts';

export type WorkerContext = {
  services: Services;
  handlers: HandlerMap;
  endings: EndingMap;
  running: RunningRuns;
  workerId: string;
};

/** Takes one ticket: claims the run, runs its handler within the limits and stores how it ended. Never throws. */
export async function runJob(context: WorkerContext, ticket: Pick<Ticket, 'runId' | 'attempt'>): Promise<void> {
  const { services, running } = context;
  // a ticket that arrives while the process stops is ignored: the run is still queued, and its row brings it back
  if (running.closing) return;
  running.claims += 1;
  try {
    const row = await claim(context, ticket).finally(() => {
      running.claims -= 1;
    });
    // taken by another worker, cancelled or ended meanwhile: the ticket is void
    if (row !== undefined) await execute(context, row);
  } catch (error) {
    services.log.error(
      { err: error, runId: ticket.runId },
      'a run could not be completed; the reconciler takes care of it',
    );
  }
}

/** Only one claim of a ticket can succeed: it increments the attempt that the ticket names. */
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

/** During an upgrade a job may belong to a newer version: a newer worker takes it. A job that stays unknown fails. */
async function settleUnknown(services: Services, row: RunRow): Promise<void> {
  const error = new AppError('internal', 'jobs.unknown-kind', 'No worker knows the job {name}.', {
    values: { name: row.name },
  }).view();
  const givenUp = services.clock().getTime() - row.createdAt.getTime() > unknownPatienceMs;
  const settled = givenUp
    ? await endRun(services, undefined, row, { status: 'failed', state: row.state, error })
    : await requeueRun(services, row, { counts: 'nothing', delayMs: 5_000, error });
  if (settled) announceRun(services, settled);
}

const unknownPatienceMs = 10 * 60_000;

async function execute(context: WorkerContext, row: RunRow): Promise<void> {
  const { services, running } = context;
  const handler = context.handlers[row.name];
  const ending = context.endings[row.name];
  if (handler === undefined || ending === undefined) return settleUnknown(services, row);
  const { definition } = handler;
  const started = startRun(services, handler, row);
  const { run, log, state } = started;
  running.add(run);
  announceRun(services, row);
  log.begin({ type: 'started', attempt: 1 + row.failures + row.crashes });
  const limits = [
    setTimeout(() => stop(run, 'soft-limit'), definition.softLimitMs),
    setTimeout(() => stop(run, 'hard-limit'), definition.hardLimitMs),
  ];
  try {
    const outcome = await withHardLimit(run, untilStepsEnd(started, handler.work(started.work)));
    const result = definition.result.parse(outcome);
    await finish(services, ending, row, started, { status: 'succeeded', state: state(), result });
  } catch (error) {
    await settleFailure(services, ending, row, started, error);
  } finally {
    for (const limit of limits) clearTimeout(limit);
    running.remove(run);
    log.close();
  }
}

/**
 * A run that is queued again because a step failed first waits for the steps that run beside it: their output is kept, and a model that
 * they have asked is not asked again.
 */
async function untilStepsEnd<T>({ endSteps }: Started, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StepFailure && error.retryInMs !== undefined) await endSteps();
    throw error;
  }
}

/** After the hard limit the run is over, whatever its handler does; the fence rejects later writes. */
function withHardLimit<T>(run: RunningRun, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const { signal } = run.controller;
    run.onHardLimit = () => reject(signal.reason);
    signal.addEventListener('abort', () => {
      // after the soft limit it has until the hard limit; a cancelled handler must end quickly
      if (run.stopReason !== 'soft-limit') setTimeout(() => reject(signal.reason), abortGraceMs).unref();
    });
    work.then(resolve, reject);
  });
}

/** How long a handler may take to end after its signal aborted. */
const abortGraceMs = 1_500;
