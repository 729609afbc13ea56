import { setTimeout as sleep } from 'node:timers/promises';
import type { CrawlProgress } from '@millrace/contract/crawl';
import { fetchItem } from './fetch-item.ts';
import { claimItem, countByStatus, dueInMs, type Item, putBack, skipWaiting } from './frontier.queries.ts';
import { openPageReader } from './page-reader.ts';
import { type Crawl, settleItem } from './settle-item.ts';

/** Pages of one crawl at once; the hosts' clocks allow fewer, unless there are many hosts. */
const atOnce = 6;
/** Others may add to the frontier, or free a host: nobody sleeps longer than this. */
const longestSleepMs = 1_000;

/** Fetches what waits until nothing does or the limit of pages is reached. Throws when the run is stopped or a row cannot be written. */
export async function crawlFrontier(
  crawl: Crawl,
  sourceId: string,
  tell: (change: Partial<CrawlProgress>) => void,
): Promise<void> {
  const { task, options } = crawl;
  const { services, signal, write } = task;
  const reader = openPageReader();
  const active = new Map<string, Promise<void>>();
  let failure: unknown;
  let turn: Promise<unknown> = Promise.resolve();
  let { ready = 0 } = await countByStatus(services.db, sourceId);
  let told = 0;

  const visit = async (item: Item) => {
    try {
      const outcome = await fetchItem(item, { services, reader, respectRobots: options.respectRobots, signal });
      // one after the other, so that limits are exact and records have their numbers
      const settled = turn.then(() => settleItem(crawl, item, outcome));
      turn = settled.catch(() => {});
      if ((await settled) === 'ready') ready++;
      await say(item.url);
    } catch (error) {
      failure ??= error;
    } finally {
      active.delete(item.id);
    }
  };
  const say = async (current: string) => {
    if (Date.now() - told < 500) return;
    told = Date.now();
    const { skipped = 0, failed = 0, queued = 0, fetching = 0 } = await countByStatus(services.db, sourceId);
    tell({ phase: 'crawling', current, ready, skipped, failed, waiting: queued + fetching });
    await services.db.updateTable('sources').set({ pages: ready, skipped }).where('id', '=', sourceId).execute();
  };

  try {
    for (;;) {
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
      const full = active.size >= atOnce || ready + active.size >= options.maxPages;
      const item = full ? undefined : await write((trx) => claimItem(trx, sourceId, services.settings.crawl.delayMs));
      if (item) {
        active.set(item.id, visit(item));
        continue;
      }
      if (active.size === 0 && ready >= options.maxPages) break;
      const due = full ? longestSleepMs : await dueInMs(services.db, sourceId);
      if (due === undefined && active.size === 0) break;
      await Promise.race([
        ...active.values(),
        sleep(Math.min(Math.max(due ?? longestSleepMs, 5), longestSleepMs), undefined, { signal }),
      ]);
    }
    const limit = options.maxPages.toLocaleString('en');
    await write((trx) =>
      skipWaiting(trx, sourceId, 'limit', `The limit of ${limit} pages was reached before this one.`),
    );
  } finally {
    await reader.close();
    await Promise.allSettled(active.values());
    // the ending of the run does the same; this is for a run that is handed back to the queue
    await write((trx) => putBack(trx, sourceId)).catch(() => {});
  }
}
