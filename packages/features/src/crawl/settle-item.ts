import type { Trx } from '@millrace/db/database';
import type { Tables } from '@millrace/db/tables';
import type { ExtractedRecord } from '@millrace/reading/files/extracted';
import { isWantedLanguage, languageName } from '@millrace/reading/pages/page-language';
import { type RawBuilder, sql, type Updateable } from 'kysely';
import { insertFile } from '../files/files.queries.ts';
import { KnowledgeBatch } from '../records/knowledge-batch.ts';
import { mergeRecords } from '../records/merge-records.ts';
import { nextPositions } from '../records/next-positions.ts';
import { addLinks } from './add-links.ts';
import type { Crawl, OpenFrontier } from './crawl.ts';
import { inScope, noteHost, oneHost, siteOf } from './crawl-scope.ts';
import type { Meta, Outcome } from './fetch-item.ts';
import type { Item } from './frontier.queries.ts';
import { putOff } from './host-clock.ts';
import { keepItemVersion } from './item-versions.queries.ts';
import type { Read } from './read-item.ts';
import { dropRecords, recordsOfPage } from './store-item.ts';

type Settled = { status: 'ready' | 'skipped' | 'failed' | 'removed' | 'queued' };
type Columns = Updateable<Tables['sourceItems']>;
type Change = Omit<Columns, 'notBefore'> & { notBefore?: RawBuilder<Date> };

const maxAttempts = 4;
/** A site may ask this often to wait before a page is given up; the waits themselves are what bounds it in time. */
const maxDeferrals = 10;
const maxHops = 10;

/** Writes what became of an item, with its text and the links it has. */
export async function settleItem(frontier: OpenFrontier, crawl: Crawl, read: Read): Promise<void> {
  if ((await apply(frontier, crawl, read)) === 'ready') frontier.ready++;
}

async function apply(
  frontier: OpenFrontier,
  crawl: Crawl,
  { item, outcome, records }: Read,
): Promise<Settled['status']> {
  const { trx } = frontier;
  switch (outcome.kind) {
    case 'page': {
      const { page, meta, hash } = outcome;
      await follow(frontier, crawl, item, page.canonical ? [...page.links, page.canonical] : page.links);
      const about = { title: page.title, lang: page.lang, pageTime: page.pageTime, canonical: page.canonical };
      if (page.noindex)
        return end(trx, item, 'skipped', {
          ...about,
          code: 'noindex',
          reason: 'The page asks crawlers not to index it (noindex).',
        });
      if (!isWantedLanguage(page.lang, crawl.options.languages))
        return end(trx, item, 'skipped', {
          ...about,
          code: 'language',
          reason: `The page is in ${languageName(page.lang ?? '')}, which is not a requested language.`,
        });
      if (page.text === '')
        return end(trx, item, 'skipped', {
          ...about,
          code: 'no-text',
          reason: crawl.services.pageRenderer
            ? 'There is no text on this page, not even after its scripts have run.'
            : 'There is no text on this page. It may need JavaScript: an operator can turn on rendering for such pages (CRAWL_BROWSER).',
        });
      return keep(frontier, crawl, item, { ...about, title: page.title }, meta, hash, () =>
        recordsOfPage(page, item.url),
      );
    }
    case 'file': {
      const { file, meta, hash } = outcome;
      if (records === undefined)
        return keep(frontier, crawl, item, { title: item.title ?? file.name }, meta, hash, () => []);
      const fileId = await insertFile(trx, { workspaceId: item.workspaceId, createdBy: null, ...file });
      return keep(frontier, crawl, item, { title: file.name, fileId }, meta, hash, () => records);
    }
    case 'same':
      return set(trx, item, 'ready', { outcome: 'same', fetchedAt: new Date(), ...known(outcome.meta) });
    case 'redirect':
      return redirect(frontier, crawl, item, outcome);
    case 'gone':
      if (item.contentHash === null && item.outcome !== 'removed') return end(trx, item, 'failed', facts(outcome));
      return end(trx, item, 'removed', { ...facts(outcome), outcome: 'removed', changedAt: new Date() });
    case 'skip':
      return end(trx, item, 'skipped', facts(outcome));
    case 'wait':
      return wait(trx, item, outcome, crawl.services.settings.crawl.retryMs);
    case 'retry':
    case 'fail': {
      const attempts = item.attempts + 1;
      // what was read before stays: an error of today says nothing about it
      if (outcome.kind === 'fail' || attempts >= maxAttempts)
        return set(trx, item, 'failed', { ...facts(outcome), attempts });
      const afterMs = crawl.services.settings.crawl.retryMs * 4 ** (attempts - 1);
      return set(trx, item, 'queued', {
        ...facts(outcome),
        attempts,
        notBefore: sql<Date>`clock_timestamp() + ${afterMs} * interval '1 ms'`,
      });
    }
  }
}

const facts = ({ code, reason, status }: { code: string; reason: string; status?: number }) => ({
  code,
  reason,
  httpStatus: status ?? null,
});
const known = (meta: Partial<Meta>) => Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== null));

async function set(trx: Trx, item: Item, status: Settled['status'], change: Change): Promise<Settled['status']> {
  await trx
    .updateTable('sourceItems')
    .set({ ...change, status, updatedAt: sql<Date>`now()` })
    .where('id', '=', item.id)
    .execute();
  return status;
}

/** It has no text from now on. */
async function end(trx: Trx, item: Item, status: Settled['status'], change: Change): Promise<Settled['status']> {
  if (item.version > 0) await dropRecords(trx, item);
  return set(trx, item, status, {
    fetchedAt: new Date(),
    contentHash: null,
    etag: null,
    lastModified: null,
    ...change,
  });
}

async function keep(
  frontier: OpenFrontier,
  crawl: Crawl,
  item: Item,
  about: Change & { title: string },
  meta: Meta,
  hash: string,
  records: () => ExtractedRecord[],
): Promise<Settled['status']> {
  const { trx } = frontier;
  const now = new Date();
  const all = {
    ...about,
    ...meta,
    contentHash: hash,
    code: null,
    reason: null,
    fetchedAt: now,
    attempts: 0,
    deferrals: 0,
  };
  if (hash === item.contentHash) return set(trx, item, 'ready', { ...all, outcome: 'same' });
  const twin = await trx
    .selectFrom('sourceItems')
    .select('url')
    .where('sourceId', '=', item.sourceId)
    .where('contentHash', '=', hash)
    .where('id', '!=', item.id)
    .executeTakeFirst();
  if (twin) {
    noteHost(crawl.hosts, item.url, twin.url);
    const reason = `It has the same text as ${twin.url}.`;
    return end(trx, item, 'skipped', { ...about, httpStatus: meta.httpStatus, code: 'duplicate', reason });
  }
  await keepItemVersion(trx, item);
  await keepText(frontier, crawl, item, about.title, records());
  const outcome = item.version === 0 ? 'new' : 'changed';
  return set(trx, item, 'ready', { ...all, outcome, version: item.version + 1, changedAt: now });
}

/** Texts of pages that were never read before are written together, those of others each for itself. */
async function keepText(
  frontier: OpenFrontier,
  crawl: Crawl,
  { id: itemId, version }: Item,
  title: string,
  records: ExtractedRecord[],
): Promise<void> {
  const { trx, workspaceId, sourceId } = frontier;
  const { maxChars } = crawl.services.llm.embedder;
  if (version > 0) {
    // both count on from what is stored
    await frontier.texts?.flush(trx);
    frontier.texts = undefined;
    await mergeRecords(trx, { itemId, workspaceId, sourceId, title, maxChars }, records);
    return;
  }
  frontier.texts ??= new KnowledgeBatch({
    workspaceId,
    sourceId,
    title,
    maxChars,
    ...(await nextPositions(trx, sourceId)),
  });
  frontier.texts.beginItem({ itemId, title });
  for (const record of records) {
    frontier.texts.add(record);
    if (frontier.texts.isFull) await frontier.texts.flush(trx);
  }
}

async function follow(frontier: OpenFrontier, crawl: Crawl, item: Item, links: string[]): Promise<void> {
  const { options, sites } = crawl;
  if (!options.followLinks || item.depth >= options.maxDepth) return;
  const urls = links.map((url) => oneHost(url, crawl.hosts)).filter((url) => inScope(url, sites, options));
  await addLinks(frontier, { urls, depth: item.depth + 1, foundOn: item.url }, options);
}

/** A redirect is one more address, which robots.txt is asked about and which is fetched once, however many lead there. */
async function redirect(
  frontier: OpenFrontier,
  { options, sites, hosts }: Crawl,
  item: Item,
  { to, status }: { to: string; status: number },
): Promise<Settled['status']> {
  const { trx } = frontier;
  noteHost(hosts, item.url, to);
  const about = { code: 'redirect', httpStatus: status, redirectedTo: to };
  if (to === item.url) return end(trx, item, 'failed', { ...about, reason: 'It redirects to itself.' });
  if (item.hops >= maxHops) return end(trx, item, 'failed', { ...about, reason: 'It redirects too many times.' });
  // where a start leads to is what was asked for
  if (item.depth === 0) sites.add(siteOf(to));
  if (item.depth > 0 && !inScope(to, sites, options)) {
    return end(trx, item, 'skipped', {
      ...about,
      reason: `It redirects to ${to}, which is outside the scope of this crawl.`,
    });
  }
  const { depth, hops } = item;
  await addLinks(frontier, { urls: [to], depth, hops: hops + 1, foundOn: item.url }, options);
  return end(trx, item, 'skipped', { ...about, reason: `It redirects to ${to}.` });
}

/** The host rests, and so does the item; it is not held against the page. */
async function wait(
  trx: Trx,
  item: Item,
  outcome: Extract<Outcome, { kind: 'wait' }>,
  retryMs: number,
): Promise<Settled['status']> {
  const deferrals = item.deferrals + 1;
  const about = { code: 'wait', reason: outcome.reason, httpStatus: outcome.status ?? null, deferrals };
  if (deferrals >= maxDeferrals) return set(trx, item, 'failed', about);
  const afterMs = Math.max(outcome.afterMs, Math.min(retryMs * 2 ** (deferrals - 1), 60_000));
  await putOff(trx, item.origin, afterMs);
  return set(trx, item, 'queued', { ...about, notBefore: sql<Date>`clock_timestamp() + ${afterMs} * interval '1 ms'` });
}
