import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { type Embedded, type EmbeddingWork, embedSource } from './embed-source.ts';

/** So often it is looked for passages that were added. */
const lookEveryMs = 300;
/** So long an embedder that is away is left alone. */
const awayMs = 30_000;

/**
 * Gives passages vectors while `reading` goes on and adds further ones; `done` says how far it is. An embedder that is away does not
 * stop the reading: what it left is tried once more at the end, and only then its fault is the run's. Ends quietly when the reading
 * fails, which tells itself.
 */
export async function embedBeside(
  task: EmbeddingWork,
  reading: Promise<unknown>,
  done: Embedded,
  onBatch: () => void,
): Promise<void> {
  const { services, payload } = task;
  const failed = new AbortController();
  const signal = AbortSignal.any([task.signal, failed.signal]);
  const own = { ...task, signal };
  let isReading = true;
  const over = reading.then(
    () => {
      isReading = false;
    },
    () => failed.abort(),
  );
  const count = (made: number, position: number) => {
    done.embedded += made;
    done.after = Math.max(done.after, position);
    onBatch();
  };
  const beside = async () => {
    while (isReading) {
      let restMs = lookEveryMs;
      try {
        await embedSource(own, done.after, count);
      } catch (err) {
        signal.throwIfAborted();
        // whoever was waited for in vain is not waited for again
        if (err instanceof AppError && err.isFinal) throw err;
        services.log.warn({ err, sourceId: payload.sourceId }, 'the embedder is unreachable: vectors are made later');
        restMs = awayMs;
      }
      await Promise.race([over, sleep(restMs, undefined, { signal })]);
    }
    await embedSource(own, -1, count);
  };
  await beside().catch((error: unknown) => {
    if (!failed.signal.aborted) throw error;
  });
}
