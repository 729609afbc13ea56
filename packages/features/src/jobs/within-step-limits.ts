import { AppError } from '@millrace/contract/app-error';
import type { StepOptions } from './handle.ts';

/** Runs the work of a step under its limits. What happens after the hard limit is ignored. */
export async function withinStepLimits<T>(
  signal: AbortSignal,
  { softLimitMs, hardLimitMs }: StepOptions,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const mostMs = hardLimitMs ?? softLimitMs;
  if (mostMs === undefined) return work(signal);
  const tooLong = new AppError('unavailable', 'jobs.step-time-limit', 'A step exceeded its time limit of {mostMs}.', {
    values: { mostMs: durationText(mostMs) },
  });
  const limit = new AbortController();
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => limit.abort(tooLong);
  const timers = [
    softLimitMs !== undefined && setTimeout(stop, softLimitMs),
    hardLimitMs !== undefined &&
      setTimeout(() => {
        stop();
        reject(tooLong);
      }, hardLimitMs),
  ];
  try {
    work(AbortSignal.any([signal, limit.signal])).then(resolve, reject);
    return await promise;
  } catch (error) {
    // whatever error it throws: after its limit, the limit was the reason
    throw limit.signal.aborted ? tooLong : error;
  } finally {
    for (const timer of timers) if (timer) clearTimeout(timer);
  }
}

const durationText = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 1_000)} seconds` : `${Math.round(ms / 60_000)} minutes`;
