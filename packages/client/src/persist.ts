import { refusalOf } from './refusal.ts';

const delaysMs = [500, 1_000, 2_000, 4_000, 8_000];

/** True when the same call may work later: the connection failed, or the server is unavailable or limits its callers. */
export function isPassing(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal === undefined || refusal.kind === 'unavailable' || refusal.kind === 'limited';
}

/** Waits before the next attempt after `failures` failed ones, at least as long as the server asks for. Rejects when aborted. */
export function pauseAfter(error: unknown, failures: number, signal: AbortSignal | undefined): Promise<void> {
  const delayMs = Math.max(delaysMs[Math.min(failures, delaysMs.length) - 1] ?? 0, refusalOf(error)?.retryAfterMs ?? 0);
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, delayMs);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Tries up to six times within about 16 s, as long as `isPassing` holds for the failure. `work` gets the number of attempts before this one. */
export async function persist<T>(work: (before: number) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  for (let failures = 0; ; ) {
    try {
      signal?.throwIfAborted();
      return await work(failures);
    } catch (error) {
      signal?.throwIfAborted();
      failures += 1;
      if (failures > delaysMs.length || !isPassing(error)) throw error;
      await pauseAfter(error, failures, signal);
    }
  }
}
