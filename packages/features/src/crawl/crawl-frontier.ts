import { setTimeout as sleep } from 'node:timers/promises';
import { type Crawl, withFrontier } from './crawl.ts';
import {
  claimItems,
  countInHand,
  dueInMs,
  heldOf,
  type Item,
  putBack,
  renewClaims,
  skipWaiting,
  takeBackLost,
} from './frontier.queries.ts';
import { openCrawlCookies } from './hosts/crawl-cookies.ts';
import type { RulesCache } from './hosts/host-clock.ts';
import { fetchItem } from './items/fetch-item.ts';
import type { Outcome } from './items/read-answer.ts';
import { type Read, readItem } from './items/read-item.ts';
import { settleItem } from './items/settle-item.ts';
import { siteOf } from './links/crawl-scope.ts';

/** Pages of one crawl at once in one worker; the hosts' clocks allow fewer, unless there are many hosts. */
const atOnce = 12;
/** Others may add to the frontier, or free a host: nobody sleeps longer than this. */
const longestSleepMs = 1_000;
/** So often a worker says that it still has what it holds, and looks for what dead ones held. */
const claimsEveryMs = 2_000;

export type FrontierOptions = {
  /** Only helps: leaves when there is nothing to do for it now. Else it stays until the last item of all workers is settled. */
  helps?: boolean;
  onVisit?(url: string): void;
};

/**
 * Fetches what waits until nothing does or the limit of pages is reached. Any number of workers may do this for one source at once.
 * Throws when the crawl is stopped or a row cannot be written.
 */
export async function crawlFrontier(crawl: Crawl, { helps = false, onVisit }: FrontierOptions = {}): Promise<void> {
  const { services, sourceId, claimant, options } = crawl;
  const stop = new AbortController();
  const signal = AbortSignal.any([crawl.signal, stop.signal]);
  const active = new Map<string, Promise<void>>();
  const rules: RulesCache = new Map();
  const cookies = openCrawlCookies();
  let read: Read[] = [];
  let failure: unknown;
  let lookForLost = true;

  let reading: Promise<unknown> = Promise.resolve();
  /** Files are read one after the other: each takes a process and its memory. */
  const inLine = <T>(outcome: Outcome, work: () => Promise<T>): Promise<T> => {
    if (outcome.kind !== 'file') return work();
    const done = reading.then(work);
    reading = done.catch(() => {});
    return done;
  };
  const visit = async (item: Item) => {
    try {
      const outcome = await fetchItem(item, { services, rules, cookies, respectRobots: options.respectRobots, signal });
      const done = await inLine(outcome, () => readItem(services, item, outcome, signal));
      read.push(done);
      onVisit?.(item.url);
    } catch (error) {
      failure ??= error;
    } finally {
      active.delete(item.id);
    }
  };
  /** Writes what was read and takes what is next, in one transaction. */
  const settleAndClaim = (done: Read[]) =>
    withFrontier(crawl, async (frontier) => {
      const { trx } = frontier;
      if (lookForLost) await takeBackLost(trx, sourceId);
      const held = await heldOf(
        trx,
        done.map(({ item }) => item.id),
        claimant,
      );
      for (const { item, ...what } of done) {
        const depth = held.get(item.id);
        if (depth !== undefined) await settleItem(frontier, crawl, { item: { ...item, depth }, ...what });
      }
      const inHand = await countInHand(trx, sourceId);
      const most = Math.min(atOnce - active.size, options.maxPages - frontier.ready - inHand);
      const { delayMs } = services.settings.crawl;
      const claimed = most > 0 ? await claimItems(trx, { sourceId, claimant, most, delayMs }) : [];
      return { claimed, inHand: inHand + claimed.length, isFull: frontier.ready >= options.maxPages };
    });

  const claims = setInterval(() => {
    lookForLost = true;
    renewClaims(services.db, sourceId, claimant).catch((err: unknown) =>
      services.log.warn({ err, sourceId }, 'the claims on addresses could not be renewed'),
    );
  }, claimsEveryMs);
  try {
    for (;;) {
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
      const done = read;
      read = [];
      const { claimed, inHand, isFull } = await settleAndClaim(done);
      lookForLost = false;
      for (const item of claimed) {
        // it is here because its host was asked for, also where a redirect of another worker's said so
        crawl.sites.add(siteOf(item.url));
        active.set(item.id, visit(item));
      }
      if (read.length > 0 || (claimed.length > 0 && active.size < atOnce)) continue;
      const dueMs = isFull || active.size >= atOnce ? undefined : await dueInMs(services.db, sourceId);
      if (read.length > 0) continue;
      const isIdle = active.size === 0;
      if (isIdle && helps && (dueMs ?? longestSleepMs) >= longestSleepMs) break;
      if (isIdle && inHand === 0 && (isFull || dueMs === undefined)) break;
      // what others hold is settled by them, or comes back when they are dead
      const ms = Math.min(Math.max(dueMs ?? longestSleepMs, 5), isIdle && inHand > 0 ? 100 : longestSleepMs);
      await Promise.race([...active.values(), sleep(ms, undefined, { signal })]);
    }
    if (helps) return;
    const limit = options.maxPages.toLocaleString('en');
    await withFrontier(crawl, ({ trx }) =>
      skipWaiting(trx, sourceId, 'limit', `The page limit of ${limit} was reached before this page.`),
    );
  } finally {
    clearInterval(claims);
    stop.abort();
    await Promise.allSettled(active.values());
    // the ending of the run does the same; this is for a run that is handed back to the queue
    await putBack(services.db, sourceId, claimant).catch(() => {});
  }
}
