import type { Trx } from '@millrace/db/database';
import { addressKey } from '@millrace/reading/pages/address-key';
import type { Page } from '@millrace/reading/pages/extract-page';
import { isWantedLanguage, languageName } from '@millrace/reading/pages/page-language';
import { sql } from 'kysely';
import { insertFile } from '../../files/files.queries.ts';
import type { Crawl, OpenFrontier } from '../crawl.ts';
import type { Item } from '../frontier.queries.ts';
import { putOff } from '../hosts/host-clock.ts';
import { addLinks } from '../links/add-links.ts';
import { inScope, oneHost } from '../links/crawl-scope.ts';
import { keepContent } from './keep-content.ts';
import type { Meta, Outcome, PageOutcome } from './read-answer.ts';
import type { Read } from './read-item.ts';
import { endItem, type Settled, setItem } from './set-item.ts';
import { settleRedirect } from './settle-redirect.ts';
import { recordsOfPage } from './store-item.ts';

const maxAttempts = 4;
/** A site may ask this often to wait before a page is given up; the waits themselves are what bounds it in time. */
const maxDeferrals = 10;

/** Writes what became of an item, with its text and the links it has. */
export async function settleItem(frontier: OpenFrontier, crawl: Crawl, read: Read): Promise<void> {
  if ((await apply(frontier, crawl, read)) === 'ready') frontier.ready++;
}

async function apply(frontier: OpenFrontier, crawl: Crawl, { item, outcome, records }: Read): Promise<Settled> {
  const { trx } = frontier;
  switch (outcome.kind) {
    case 'page':
      return settlePage(frontier, crawl, item, outcome);
    case 'file': {
      const { file, meta, hash } = outcome;
      const known = { meta, hash, text: '' };
      if (records === undefined) {
        const about = { title: item.title ?? file.name };
        return keepContent(frontier, crawl, item, { ...known, about, records: () => [] });
      }
      const fileId = await insertFile(trx, { workspaceId: item.workspaceId, createdBy: null, ...file });
      return keepContent(frontier, crawl, item, {
        ...known,
        about: { title: file.name, fileId },
        records: () => records,
      });
    }
    case 'same':
      return setItem(trx, item, 'ready', { outcome: 'same', fetchedAt: new Date(), ...known(outcome.meta) });
    case 'redirect': {
      const { status, found } = await settleRedirect(frontier, crawl, item, outcome);
      if (found) await settleItem(frontier, crawl, found);
      return status;
    }
    case 'gone':
      if (item.contentHash === null && item.outcome !== 'removed') return endItem(trx, item, 'failed', facts(outcome));
      return endItem(trx, item, 'removed', { ...facts(outcome), outcome: 'removed', changedAt: new Date() });
    case 'skip':
      return endItem(trx, item, 'skipped', facts(outcome));
    case 'wait':
      return wait(trx, item, outcome, crawl.services.settings.crawl.retryMs);
    case 'retry':
    case 'fail': {
      const attempts = item.attempts + 1;
      // what was read before stays: an error of today says nothing about it
      if (outcome.kind === 'fail' || attempts >= maxAttempts)
        return setItem(trx, item, 'failed', { ...facts(outcome), attempts });
      const afterMs = crawl.services.settings.crawl.retryMs * 4 ** (attempts - 1);
      return setItem(trx, item, 'queued', {
        ...facts(outcome),
        attempts,
        notBefore: sql<Date>`clock_timestamp() + ${afterMs} * interval '1 ms'`,
      });
    }
  }
}

async function settlePage(
  frontier: OpenFrontier,
  crawl: Crawl,
  item: Item,
  { page, meta, hash }: PageOutcome,
): Promise<Settled> {
  const { trx } = frontier;
  await follow(frontier, crawl, item, page);
  const canonical = page.canonical && addressKey(page.canonical);
  const about = { title: page.title, lang: page.lang, pageTime: page.pageTime, canonical };
  if (page.noindex)
    return endItem(trx, item, 'skipped', {
      ...about,
      code: 'noindex',
      reason: 'The page asks crawlers not to index it (noindex).',
    });
  if (!isWantedLanguage(page.lang, crawl.options.languages))
    return endItem(trx, item, 'skipped', {
      ...about,
      code: 'language',
      reason: `The page is in ${languageName(page.lang ?? '')}, which is not a requested language.`,
    });
  if (page.text === '')
    return endItem(trx, item, 'skipped', {
      ...about,
      code: 'no-text',
      reason: crawl.services.pageRenderer
        ? 'There is no text on this page, not even after its scripts have run.'
        : 'There is no text on this page. It may need JavaScript: an operator can turn on rendering for such pages (CRAWL_BROWSER).',
    });
  const records = () => recordsOfPage(page, item.url);
  return keepContent(frontier, crawl, item, { about, meta, hash, text: page.text, records });
}

const facts = ({ code, reason, status }: { code: string; reason: string; status?: number }) => ({
  code,
  reason,
  httpStatus: status ?? null,
});
const known = (meta: Partial<Meta>) => Object.fromEntries(Object.entries(meta).filter(([, value]) => value !== null));

async function follow(frontier: OpenFrontier, crawl: Crawl, item: Item, page: Page): Promise<void> {
  const { options, sites } = crawl;
  if (!options.followLinks || item.depth >= options.maxDepth) return;
  const links = [
    ...page.links,
    ...(page.canonical ? [page.canonical] : []),
    ...(page.refresh ? [page.refresh.to] : []),
  ];
  const urls = links.map((url) => oneHost(url, crawl.hosts)).filter((url) => inScope(url, sites, options));
  await addLinks(frontier, { urls, depth: item.depth + 1, foundOn: item.url }, options);
}

/** The host rests, and so does the item; it is not held against the page. */
async function wait(
  trx: Trx,
  item: Item,
  outcome: Extract<Outcome, { kind: 'wait' }>,
  retryMs: number,
): Promise<Settled> {
  const deferrals = item.deferrals + 1;
  const about = { code: 'wait', reason: outcome.reason, httpStatus: outcome.status ?? null, deferrals };
  if (deferrals >= maxDeferrals) return setItem(trx, item, 'failed', about);
  const afterMs = Math.max(outcome.afterMs, Math.min(retryMs * 2 ** (deferrals - 1), 60_000));
  await putOff(trx, item.origin, afterMs);
  return setItem(trx, item, 'queued', {
    ...about,
    notBefore: sql<Date>`clock_timestamp() + ${afterMs} * interval '1 ms'`,
  });
}
