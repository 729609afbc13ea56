import { AppError, errorView, isRetryable } from '@millrace/contract/app-error';
import { type AnyJob, retryDelayMs } from '@millrace/contract/define-job';
import type { JobEvent } from '@millrace/contract/job-event';
import { transact } from '@millrace/db/database';
import type { Ticket } from '@millrace/queue/port';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { dispatch } from './dispatch.ts';
import { type End, endEvent, endRun, requeueRun, runOf } from './end-run.ts';
import { announce } from './feed.ts';
import type { AnyHandler, HandlerMap, Work } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import { RunLog } from './run-log.ts';
import { type RunningRun, type RunningRuns, stop } from './running-runs.ts';

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
  const started = startRunning(context, handler, row);
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
    await finish(context, handler, row, started, { status: 'succeeded', state: state(), result });
  } catch (error) {
    await handleFailure(context, handler, row, started, error);
  } finally {
    for (const limit of limits) clearTimeout(limit);
    running.remove(run);
    log.close();
  }
}

type Started = { run: RunningRun; log: RunLog; work: Work<AnyJob>; state: () => unknown };

function startRunning({ services }: WorkerContext, { definition }: AnyHandler, row: RunRow): Started {
  let state: unknown = definition.initial;
  let dirty = false;
  let announcedAt = 0;
  const controller = new AbortController();
  const run: RunningRun = {
    id: row.id,
    attempt: row.attempt,
    controller,
    stopReason: undefined,
    takeState() {
      if (!dirty) return null;
      dirty = false;
      return JSON.stringify(state);
    },
    onHeartbeat() {},
  };
  const log = new RunLog({
    bus: services.bus,
    definition,
    runId: row.id,
    attempt: row.attempt,
    onFenced: () => stop(run, 'fenced'),
    snapshot: (): JobEvent => ({
      type: 'snapshot',
      status: 'running',
      attempt: 1 + row.failures + row.crashes,
      state,
      result: null,
      error: null,
    }),
  });
  const work: Work<AnyJob> = {
    run: runOf(row),
    payload: row.payload,
    services,
    signal: controller.signal,
    progress(progress) {
      state = definition.fold(state, progress);
      dirty = true;
      log.progress(progress);
      // words that stream are watched on their own channel; everything else also shows in lists and the tray
      if (definition.lane !== 'chat' && Date.now() - announcedAt > 500) {
        announcedAt = Date.now();
        announce(services, { ...row, state });
      }
    },
    step: (name, make) => step(services, row, name, make),
    write: (change) =>
      transact(services.db, async (trx) => {
        const owned = await trx
          .selectFrom('runs')
          .select('id')
          .where('id', '=', row.id)
          .where('attempt', '=', row.attempt)
          .where('status', '=', 'running')
          .forShare()
          .executeTakeFirst();
        if (owned === undefined) throw fencedError();
        return change(trx);
      }),
  };
  return { run, log, work, state: () => state };
}

const fencedError = () => new AppError('cancelled', 'jobs.fenced', 'Another worker has taken this run over.');

async function step<T>(services: Services, row: RunRow, name: string, make: () => Promise<T>): Promise<T> {
  const stored = await services.db
    .selectFrom('runSteps')
    .select('output')
    .where('runId', '=', row.id)
    .where('name', '=', name)
    .executeTakeFirst();
  if (stored !== undefined) return stored.output as T;
  const output = JSON.stringify((await make()) ?? null);
  const { rows } = await sql`
    insert into run_steps (run_id, name, output)
    select id, ${name}, ${output}::jsonb from runs where id = ${row.id} and attempt = ${row.attempt} and status = 'running'
    on conflict (run_id, name) do update set output = excluded.output
    returning run_id`.execute(services.db);
  if (rows.length === 0) throw fencedError();
  // what a later attempt would get, so that both attempts see the same shape
  return JSON.parse(output) as T;
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

async function handleFailure(
  context: WorkerContext,
  handler: AnyHandler,
  row: RunRow,
  started: Started,
  thrown: unknown,
): Promise<void> {
  const { services } = context;
  const { run, state } = started;
  const { definition } = handler;
  const output = definition.onLost === 'interrupt' && definition.hasOutput(state());
  switch (run.stopReason) {
    case 'fenced':
      return;
    case 'cancelled':
      return finish(context, handler, row, started, { status: 'cancelled', state: state() });
    case 'shutdown': {
      const error = new AppError('unavailable', 'jobs.shutdown', 'The worker was stopped before it was done.').view();
      if (output) return finish(context, handler, row, started, { status: 'interrupted', state: state(), error });
      return putBack(context, row, started, { counts: 'nothing', delayMs: 0, error: null });
    }
    case 'soft-limit':
    case 'hard-limit': {
      const error = new AppError(
        'unavailable',
        'jobs.time-limit',
        `It took longer than the ${Math.round(definition.hardLimitMs / 60_000)} minutes it may take.`,
      );
      return finish(context, handler, row, started, {
        status: output ? 'interrupted' : 'failed',
        state: state(),
        error: error.view(),
      });
    }
  }
  const error = errorView(thrown);
  if (!(thrown instanceof AppError))
    services.log.error({ err: thrown, runId: row.id, name: row.name }, 'a handler failed');
  // after its first output a model is never asked again silently: that would bill twice and double the text
  if (output) return finish(context, handler, row, started, { status: 'interrupted', state: state(), error });
  if (isRetryable(error.kind) && row.failures + 1 < definition.retry.attempts) {
    const asked = thrown instanceof AppError ? thrown.retryAfterMs : undefined;
    const delayMs = Math.max(retryDelayMs(definition.retry, row.failures + 1, Math.random()), asked ?? 0);
    return putBack(context, row, started, { counts: 'failure', delayMs, error });
  }
  return finish(context, handler, row, started, { status: 'failed', state: state(), error });
}

async function finish(
  { services }: WorkerContext,
  handler: AnyHandler,
  row: RunRow,
  { log }: Started,
  end: End,
): Promise<void> {
  const ended = await persist(services, () => endRun(services, handler, row, end));
  if (ended === undefined) return;
  await log.say(endEvent(end));
  announce(services, ended);
}

async function putBack(
  { services }: WorkerContext,
  row: RunRow,
  { log }: Started,
  options: Parameters<typeof requeueRun>[2],
): Promise<void> {
  const queued = await persist(services, () => requeueRun(services, row, options));
  if (queued === undefined) return;
  const error = options.error ?? {
    kind: 'unavailable' as const,
    reason: 'jobs.shutdown',
    message: 'The worker is stopping; another one goes on.',
  };
  await log.say({ type: 'failed', error, willRetry: true, retryInMs: options.delayMs });
  announce(services, queued);
  // the reconciler would find it too, up to a second later
  setTimeout(() => void dispatch(services, [row.id]), options.delayMs).unref();
}

/** An outage of Postgres at the very end must not burn an attempt or lose a result: keep trying as long as nobody takes the run over. */
async function persist<T>(services: Services, write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (tries >= 8) throw error;
      services.log.warn({ err: error, tries }, 'the end of a run could not be written yet');
      await new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** tries, 8_000)));
    }
  }
}
