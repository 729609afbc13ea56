import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import { type CrawlOptions, crawlSite } from '@millrace/contract/crawl/crawl';
import { transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { crawlOptionsOf } from '../sources/source-options.ts';
import type { Crawl } from './crawl.ts';
import { crawlFrontier } from './crawl-frontier.ts';
import { sitesOf } from './frontier.queries.ts';

/** How long a worker without a crawl to help looks away, and how soon a helper hears that a crawl was stopped. */
const lookEveryMs = 1_000;

type Found = { sourceId: string; runId: string; options: CrawlOptions };

/**
 * Lends this process to crawls that other workers run, as long as pages wait: they share the frontier's rows, whose claims say who reads
 * what. A helper owns no run. What it writes counts only while the run it helps goes on, and what it holds when it dies is taken back.
 */
export function startCrawlHelp(services: Services, workerId: string): { close(): Promise<void> } {
  const closing = new AbortController();
  const { signal } = closing;
  const work = async () => {
    while (!signal.aborted) {
      try {
        const found = await findCrawl(services, workerId);
        if (found) await help(services, found, signal);
      } catch (err) {
        if (!signal.aborted) services.log.warn({ err }, 'helping with crawls failed and is tried again');
      }
      await sleep(lookEveryMs, undefined, { signal }).catch(() => {});
    }
  };
  const working = work();
  return {
    async close() {
      closing.abort(new AppError('cancelled', 'jobs.shutdown', 'The worker is stopping.'));
      await working;
    },
  };
}

/** Runs that go on at this moment. */
const running = (services: Services) =>
  services.db
    .selectFrom('runs')
    .innerJoin('sources', 'sources.runId', 'runs.id')
    .where('runs.status', '=', 'running')
    .where('runs.cancelRequestedAt', 'is', null)
    .where('sources.status', '=', 'processing')
    .where('sources.deletedAt', 'is', null);

const soon = sql<Date>`now() + ${sql.lit(`${lookEveryMs} milliseconds`)}::interval`;

/** A crawl of another worker with something that can be fetched now or soon. */
async function findCrawl(services: Services, workerId: string): Promise<Found | undefined> {
  const row = await running(services)
    .where('runs.name', '=', crawlSite.name)
    .where('runs.worker', '!=', workerId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('sourceItems')
          .leftJoin('crawlHosts', 'crawlHosts.origin', 'sourceItems.origin')
          .select('sourceItems.id')
          .whereRef('sourceItems.sourceId', '=', 'sources.id')
          .where('sourceItems.status', '=', 'queued')
          .where('sourceItems.notBefore', '<=', soon)
          .where((eb) =>
            eb.or([eb('crawlHosts.nextAllowedAt', 'is', null), eb('crawlHosts.nextAllowedAt', '<=', soon)]),
          ),
      ),
    )
    .orderBy(sql`random()`)
    .limit(1)
    .select(['sources.id as sourceId', 'runs.id as runId', 'sources.options'])
    .executeTakeFirst();
  return row && { ...row, options: crawlOptionsOf(row) };
}

async function help(services: Services, { sourceId, runId, options }: Found, closing: AbortSignal): Promise<void> {
  const stop = new AbortController();
  const signal = AbortSignal.any([closing, stop.signal]);
  const over = new AppError('cancelled', 'crawl.over', 'This crawl has ended.');
  const watch = setInterval(async () => {
    const goesOn = await running(services)
      .where('runs.id', '=', runId)
      .select('runs.id')
      .executeTakeFirst()
      .catch(() => true);
    if (!goesOn) stop.abort(over);
  }, lookEveryMs);
  const crawl: Crawl = {
    services,
    sourceId,
    runId,
    options,
    sites: await sitesOf(services.db, sourceId),
    hosts: new Map(),
    known: new Map(),
    signal,
    claimant: randomUUID(),
    write: (work) => transact(services.db, work, { tries: 1 }),
  };
  try {
    await crawlFrontier(crawl, { helps: true });
  } catch (error) {
    if (!(error instanceof AppError && error.kind === 'cancelled')) throw error;
  } finally {
    clearInterval(watch);
  }
}
