import { setTimeout as sleep } from 'node:timers/promises';
import type { crawlSite } from '@millrace/contract/crawl';
import type { Work } from '../jobs/handle.ts';
import { type Embedded, embedSource } from '../sources/embed-source.ts';

/** So often it is looked for passages that were added. */
const lookEveryMs = 300;
/** So long an embedder that is away is left alone. */
const awayMs = 30_000;

/**
 * Gives passages vectors while `crawling` goes on and adds further ones; `done` says how far it is. An embedder that is away does not
 * stop the crawl: what it left is tried once more at the end, and only then its fault is the run's.
 */
export async function embedBeside(
  task: Work<typeof crawlSite>,
  crawling: Promise<unknown>,
  done: Embedded,
  onBatch: () => void,
): Promise<void> {
  const { services, payload, signal } = task;
  let state: 'crawling' | 'read' | 'failed' = 'crawling';
  const over = crawling.then(
    () => {
      state = 'read';
    },
    () => {
      state = 'failed';
    },
  );
  const count = (made: number, position: number) => {
    done.embedded += made;
    done.after = Math.max(done.after, position);
    onBatch();
  };
  while (state === 'crawling') {
    let restMs = lookEveryMs;
    try {
      await embedSource(task, done.after, count);
    } catch (err) {
      signal.throwIfAborted();
      services.log.warn({ err, sourceId: payload.sourceId }, 'vectors are made later: the embedder is out of reach');
      restMs = awayMs;
    }
    await Promise.race([over, sleep(restMs, undefined, { signal })]);
  }
  signal.throwIfAborted();
  if (state === 'read') await embedSource(task, -1, count);
}
