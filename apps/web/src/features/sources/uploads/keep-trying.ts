import { failureOf } from '../../errors/failure.ts';

type Options = { signal: AbortSignal; onLost: (lost: boolean) => void };

const longestPauseMs = 15_000;
/** In a row and online: about two minutes. Offline, there is no limit. */
const mostTries = 12;

function isPassing(error: unknown): boolean {
  const { kind } = failureOf(error);
  return kind === 'offline' || kind === 'unavailable';
}

/** Until the pause is over or the browser reports that it is online again, whichever comes first; offline only the latter. */
function untilNextTry(tries: number, signal: AbortSignal): Promise<void> {
  const pauseMs = Math.min(longestPauseMs, 500 * 2 ** tries);
  return new Promise((resolve) => {
    const timer = navigator.onLine ? setTimeout(() => done(), pauseMs) : undefined;
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    window.addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
}

/** Does the work, and repeats it while the connection or the server is unreachable. `work` reports progress, which resets the tries. */
export async function keepTrying<T>(
  work: (onProgress: () => void) => Promise<T>,
  { signal, onLost }: Options,
): Promise<T> {
  for (let tries = 0; ; ) {
    try {
      return await work(() => {
        tries = 0;
      });
    } catch (error) {
      if (signal.aborted || !isPassing(error)) throw error;
      if (navigator.onLine && ++tries >= mostTries) throw error;
      onLost(true);
      await untilNextTry(tries, signal);
      signal.throwIfAborted();
      onLost(false);
    }
  }
}
