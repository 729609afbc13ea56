import { AppError, mayRetry } from '@millrace/contract/app-error';
import { type RetryPolicy, retryDelayMs } from '@millrace/contract/jobs/define-job';
import { isClash, isDatabaseAway } from '@millrace/db/database-away';
import { toJson } from '@millrace/db/to-json';
import type { Services } from '../services.ts';
import type { Step, StepOptions, StepWork } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import { StepFailure } from './step-failure.ts';
import { keepOutput, readOutput } from './step-output.ts';
import { countFailure, findStep, finishStep, forgetCrashes } from './steps.queries.ts';
import { withinStepLimits } from './within-step-limits.ts';

export const fencedError = () => new AppError('cancelled', 'jobs.fenced', 'Another worker has taken over this run.');

/** The steps of one attempt of a run. `row` is the attempt's; its crashes are forgotten with those of the database. */
export function openSteps(services: Services, row: RunRow, signal: AbortSignal): { step: Step; end(): Promise<void> } {
  const atWork = new Set<Promise<unknown>>();
  let over = false;
  function step<T>(name: string, ...rest: [StepWork<T>] | [StepOptions, StepWork<T>]): Promise<T> {
    const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
    if (over) return Promise.reject(new AppError('cancelled', 'jobs.attempt-over', 'This attempt has ended.'));
    const result = runStep(services, { row, signal, name, options }, work);
    const settled = result.then(noop, noop).finally(() => atWork.delete(settled));
    atWork.add(settled);
    return result;
  }
  return {
    step,
    async end() {
      over = true;
      await Promise.all(atWork);
    },
  };
}

const noop = () => {};

type StepRun = { row: RunRow; signal: AbortSignal; name: string; options: StepOptions };

async function runStep<T>(services: Services, step: StepRun, work: StepWork<T>): Promise<T> {
  const { row, signal, name, options } = step;
  const before = await findStep(services.db, row, name);
  if (before?.finishedAt) {
    const output = await readOutput(services, before);
    if (output !== undefined) return output.value as T;
    services.log.warn({ runId: row.id, step: name }, 'the stored output of a step is missing: the step runs again');
  }
  let output: string;
  try {
    const attempt = 1 + (before?.failures ?? 0);
    output = toJson(await withinStepLimits(signal, options, (limited) => work({ signal: limited, attempt })));
  } catch (error) {
    throw await failureOf(services, step, error);
  }
  const finished = await finishStep(services.db, row, name, await keepOutput(services, output));
  if (!finished) throw fencedError();
  if (options.retry && row.crashes > 0) {
    await forgetCrashes(services.db, row);
    row.crashes = 0;
  }
  // the output as a later attempt would get it, so that both attempts see the same shape
  return JSON.parse(output) as T;
}

/**
 * The error that a step throws. It is counted only if it is the step's own: neither an abort from outside nor an outage of the database.
 */
async function failureOf(
  services: Services,
  { row, signal, name, options }: StepRun,
  error: unknown,
): Promise<unknown> {
  if (options.retry === undefined || signal.aborted || isDatabaseAway(error) || isClash(error)) return error;
  if (!mayRetry(error)) return error;
  const failures = await countFailure(services.db, row, name);
  if (failures === undefined) return fencedError();
  return new StepFailure(error, retryInMs(options.retry, failures, error));
}

function retryInMs(policy: RetryPolicy, failures: number, error: unknown): number | undefined {
  if (failures >= policy.attempts) return undefined;
  const asked = error instanceof AppError ? error.retryAfterMs : undefined;
  return Math.max(retryDelayMs(policy, failures, Math.random()), asked ?? 0);
}
