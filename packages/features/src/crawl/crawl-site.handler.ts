import { randomUUID } from 'node:crypto';
import { crawlSite } from '@millrace/contract/crawl/crawl';
import { askedAddress } from '@millrace/reading/pages/asked-address';
import { sql } from 'kysely';
import { handle, type Work } from '../jobs/handle.ts';
import { embedBeside } from '../sources/embed-beside.ts';
import { embeddedOf } from '../sources/embed-source.ts';
import { requireSource } from '../sources/require-source.ts';
import { crawlOptionsOf } from '../sources/source-options.ts';
import { type Crawl, withFrontier } from './crawl.ts';
import { crawlFrontier } from './crawl-frontier.ts';
import { countByStatus, sitesOf, takeBackLost } from './frontier.queries.ts';
import { forgetFailures } from './hosts/host-clock.ts';
import { addLinks } from './links/add-links.ts';
import { readSitemaps } from './read-sitemaps.ts';
import { openCrawlProgress } from './tell-progress.ts';

type Task = Work<typeof crawlSite>;

/**
 * Reads a site or a list of addresses, page by page. Its rows are all it knows: a further attempt goes on where the one before was
 * stopped, wherever that was. Other workers help (help-crawls.ts).
 */
export const crawlSiteHandler = handle(crawlSite, async (task) => {
  const { services, payload } = task;
  const { sourceId } = payload;
  const crawl = await begin(task);
  if (payload.again) await task.step('again', () => queueAgain(task, sourceId));
  if (payload.again && crawl.options.followLinks) await task.step('sitemaps', () => addSitemaps(crawl));
  const vectors = await embeddedOf(services, sourceId);
  const progress = openCrawlProgress(services, { sourceId, options: crawl.options, vectors }, task.progress);
  const tell = (phase: 'crawling' | 'embedding', url?: string) =>
    progress
      .say(phase, url)
      .catch((err: unknown) =>
        services.log.warn({ err, sourceId }, 'progress could not be reported and is reported later'),
      );
  const crawling = crawlFrontier(crawl, { onVisit: (url) => void tell('crawling', url) });
  let phase: 'crawling' | 'embedding' = 'crawling';
  const embedding = embedBeside(task, crawling, vectors, () => void tell(phase));
  crawling.then(
    () => {
      phase = 'embedding';
    },
    () => {},
  );
  const [crawled, embedded] = await Promise.allSettled([crawling, embedding]);
  if (crawled.status === 'rejected') throw crawled.reason;
  if (embedded.status === 'rejected') throw embedded.reason;
  const { ready = 0, skipped = 0, failed = 0, removed = 0 } = await countByStatus(services.db, sourceId);
  return { ready, skipped, failed, removed };
});

async function begin(task: Task): Promise<Crawl> {
  const { run, payload, services, signal, write } = task;
  const { sourceId } = payload;
  return write(async (trx) => {
    const source = await requireSource(trx, sourceId);
    const options = crawlOptionsOf(source);
    const crawl = {
      services,
      sourceId,
      runId: run.id,
      options,
      hosts: new Map(),
      known: new Map<string, number>(),
      signal,
      claimant: randomUUID(),
      write,
    };
    await takeBackLost(trx, sourceId);
    const urls = options.urls.flatMap((url) => askedAddress(url) ?? []);
    const { workspaceId, addresses } = source;
    const frontier = { trx, workspaceId, sourceId, addresses, ready: 0, known: new Map(), written: new Map() };
    await addLinks(frontier, { urls, depth: 0, foundOn: null }, options);
    // exact from here on: each transaction keeps them so
    const { ready = 0 } = await countByStatus(trx, sourceId);
    await trx
      .updateTable('sources')
      .set({ status: 'processing', reason: null, pages: ready, addresses: frontier.addresses, updatedAt: sql`now()` })
      .where('id', '=', sourceId)
      .execute();
    return { ...crawl, sites: await sitesOf(trx, sourceId) };
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

async function addSitemaps(crawl: Crawl): Promise<number> {
  const { services, signal, sites, options } = crawl;
  const urls = await readSitemaps({ services, signal, sites, options });
  if (options.maxDepth < 1) return 0;
  return withFrontier(crawl, (frontier) => addLinks(frontier, { urls, depth: 1, foundOn: 'sitemap' }, options));
}
