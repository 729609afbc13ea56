import { AppError, errorView, mayRetry } from '@millrace/contract/app-error';
import { retryDelayMs } from '@millrace/contract/jobs/define-job';
import { isClash, isDatabaseAway } from '@millrace/db/database-away';
import type { Services } from '../services.ts';
import { announceRun } from './announce-run.ts';
import { dispatch } from './dispatch.ts';
import { type End, endEvent, endRun, requeueRun } from './end-run.ts';
import type { EndingMap } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import type { Started } from './start-run.ts';
import { StepFailure } from './step-failure.ts';

/** Decides what happens to a run whose handler threw: it is queued for another attempt, or ended. */
export async function settleFailure(
  services: Services,
  ending: EndingMap[string],
  row: RunRow,
  started: Started,
  thrown: unknown,
): Promise<void> {
  const { run, state } = started;
  const { definition } = ending;
  const output = definition.onLost === 'interrupt' && definition.hasOutput(state());
  switch (run.stopReason) {
    case 'fenced':
      return;
    case 'cancelled':
      return finish(services, ending, row, started, { status: 'cancelled', state: state() });
    case 'shutdown': {
      const error = new AppError(
        'unavailable',
        'jobs.shutdown',
        'The worker was stopped before it had finished.',
      ).view();
      if (output) return finish(services, ending, row, started, { status: 'interrupted', state: state(), error });
      return putBack(services, row, started, { counts: 'nothing', delayMs: 0, error: null });
    }
    case 'soft-limit':
    case 'hard-limit': {
      const error = new AppError(
        'unavailable',
        'jobs.time-limit',
        'It exceeded its time limit of {minutes, plural, one {# minute} other {# minutes}}.',
        { values: { minutes: Math.round(definition.hardLimitMs / 60_000) } },
      );
      return finish(services, ending, row, started, {
        status: output ? 'interrupted' : 'failed',
        state: state(),
        error: error.view(),
      });
    }
  }
  // an outage of the database is not a failure of the work: it uses up no attempt, and the run continues when the database is back
  if (!output && (isDatabaseAway(thrown) || isClash(thrown))) {
    const delayMs = 500 + Math.round(1_000 * Math.random());
    return putBack(services, row, started, { counts: 'nothing', delayMs, error: databaseAway });
  }
  const error = errorView(thrown);
  const cause = thrown instanceof StepFailure ? thrown.cause : thrown;
  if (!(cause instanceof AppError))
    services.log.error({ err: cause, runId: row.id, name: row.name }, 'a handler failed');
  // after its first output a model is never asked again silently: that would cost twice and repeat the text
  if (output) return finish(services, ending, row, started, { status: 'interrupted', state: state(), error });
  if (thrown instanceof StepFailure) {
    if (thrown.retryInMs === undefined)
      return finish(services, ending, row, started, { status: 'failed', state: state(), error });
    return putBack(services, row, started, { counts: 'nothing', delayMs: thrown.retryInMs, error });
  }
  if (mayRetry(thrown) && row.failures + 1 < definition.retry.attempts) {
    const asked = thrown instanceof AppError ? thrown.retryAfterMs : undefined;
    const delayMs = Math.max(retryDelayMs(definition.retry, row.failures + 1, Math.random()), asked ?? 0);
    return putBack(services, row, started, { counts: 'failure', delayMs, error });
  }
  return finish(services, ending, row, started, { status: 'failed', state: state(), error });
}

/** Ends the run in the database, then informs the watchers. */
export async function finish(
  services: Services,
  ending: EndingMap[string],
  row: RunRow,
  { log }: Started,
  end: End,
): Promise<void> {
  const ended = await persist(services, () => endRun(services, ending, row, end));
  if (ended === undefined) return;
  await log.say(endEvent(end));
  announceRun(services, ended);
}

async function putBack(
  services: Services,
  row: RunRow,
  { log }: Started,
  options: Parameters<typeof requeueRun>[2],
): Promise<void> {
  const queued = await persist(services, () => requeueRun(services, row, options));
  if (queued === undefined) return;
  const error = options.error ?? {
    kind: 'unavailable' as const,
    reason: 'jobs.shutdown',
    message: 'The worker is stopping. Another worker continues.',
  };
  await log.say({ type: 'failed', error, willRetry: true, retryInMs: options.delayMs });
  announceRun(services, queued);
  // the reconciler would notice it too, up to a second later
  setTimeout(() => void dispatch(services, [row.id]), options.delayMs).unref();
}

const databaseAway = new AppError(
  'unavailable',
  'db.down',
  'The database was unavailable for a moment. The work continues automatically.',
).view();

/**
 * An outage of Postgres at the end must neither use up an attempt nor lose a result: keep trying, however long it lasts. If another worker
 * takes over the run in the meantime, the next try finds nothing to do.
 */
async function persist<T>(services: Services, write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (tries >= 8 && !isDatabaseAway(error)) throw error;
      services.log.warn({ err: error, tries }, 'the end of a run could not be written yet');
      await new Promise((resolve) => setTimeout(resolve, Math.min(125 * 2 ** tries, 2_000)));
    }
  }
}
