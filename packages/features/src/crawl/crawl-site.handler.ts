import { type CrawlOptions, type CrawlProgress, crawlSite } from '@millrace/contract/crawl';
import { sql } from 'kysely';
import { handle, type Work } from '../jobs/handle.ts';
import { requireSource } from '../sources/extract-knowledge.ts';
import type { SourceRow } from '../sources/sources.queries.ts';
import { canonicalUrl } from './canonical-url.ts';
import { crawlFrontier } from './crawl-frontier.ts';
import { siteOf } from './crawl-scope.ts';
import { embedPages } from './embed-pages.ts';
import { endCrawl } from './end-crawl.ts';
import { addLinks, countByStatus, takeBackLost } from './frontier.queries.ts';
import { forgetFailures } from './host-clock.ts';
import { readSitemaps } from './read-sitemaps.ts';
import type { Crawl } from './settle-item.ts';

type Task = Work<typeof crawlSite>;

/**
 * Reads a site or a list of addresses, page by page. Its rows are all it knows: a further attempt goes on where the one before was
 * stopped, wherever that was.
 */
export const crawlSiteHandler = handle(
  crawlSite,
  async (task) => {
    const { source, crawl } = await begin(task);
    await task.step('again', () => queueAgain(task, source.id));
    if (crawl.options.followLinks) await task.step('sitemaps', () => addSitemaps(crawl, source));
    const counts = {
      phase: 'crawling',
      current: null,
      ready: 0,
      skipped: 0,
      failed: 0,
      waiting: 0,
      chunks: 0,
      embedded: 0,
    } as CrawlProgress;
    const tell = (change: Partial<CrawlProgress>) =>
      task.progress(Object.assign(counts, change, { chunks: Math.max(counts.embedded, crawl.chunks) }));
    await crawlFrontier(crawl, source.id, tell);
    await embedPages(task, -1, (made) => tell({ phase: 'embedding', embedded: counts.embedded + made }));
    const { ready = 0, skipped = 0, failed = 0, removed = 0 } = await countByStatus(task.services.db, source.id);
    return { ready, skipped, failed, removed };
  },
  { onEnd: endCrawl },
);

async function begin(task: Task): Promise<{ source: SourceRow; crawl: Crawl }> {
  const { payload, write } = task;
  return write(async (trx) => {
    const source = await requireSource(trx, payload.sourceId);
    const options = source.options as CrawlOptions;
    const { id: sourceId, workspaceId } = source;
    await trx
      .updateTable('sources')
      .set({ status: 'processing', reason: null, updatedAt: sql`now()` })
      .where('id', '=', sourceId)
      .execute();
    await takeBackLost(trx, sourceId);
    const urls = options.urls.flatMap((url) => canonicalUrl(url) ?? []);
    await addLinks(trx, { workspaceId, sourceId }, { urls, depth: 0, foundOn: null }, options);
    const starts = await trx
      .selectFrom('sourceItems')
      .select('url')
      .where('sourceId', '=', sourceId)
      .where('depth', '=', 0)
      .execute();
    const sites = new Set(starts.map(({ url }) => siteOf(url)));
    return { source, crawl: { task, options, sites, chunks: 0 } };
  });
}

/** What failed, and what a cancel left undone, is tried anew by a new run; once in its life. */
async function queueAgain({ write, services }: Task, sourceId: string): Promise<null> {
  const again = await write((trx) =>
    trx
      .updateTable('sourceItems')
      .set({ status: 'queued', attempts: 0, deferrals: 0, crashes: 0, notBefore: sql`now()`, updatedAt: sql`now()` })
      .where('sourceId', '=', sourceId)
      .where(({ eb, or }) => or([eb('status', '=', 'failed'), eb('code', '=', 'cancelled')]))
      .returning('origin')
      .execute(),
  );
  await forgetFailures(services.db, [...new Set(again.map(({ origin }) => origin))]);
  return null;
}

async function addSitemaps({ task, options, sites }: Crawl, { id: sourceId, workspaceId }: SourceRow): Promise<number> {
  const { services, signal, write } = task;
  const urls = await readSitemaps({ services, signal, sites, options });
  if (options.maxDepth < 1) return 0;
  return write((trx) => addLinks(trx, { workspaceId, sourceId }, { urls, depth: 1, foundOn: 'sitemap' }, options));
}
