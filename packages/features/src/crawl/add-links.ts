import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import type { Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { repeatsItself } from './repeats-itself.ts';

/** Where addresses are added. The source's row is locked; `addresses` counts those it has, `ready` those of them that are read. */
export type Frontier = {
  trx: Trx;
  workspaceId: string;
  sourceId: string;
  addresses: number;
  ready: number;
  /** Addresses that stand in rows, with a depth that is theirs or was, so that nobody asks for the links of each page's menu again. */
  known: Map<string, number>;
  /** The same of what this transaction has written: known to others only when it has been committed. */
  written: Map<string, number>;
};

/** Beyond so many addresses links are not kept: nobody would ever come to them. */
export const maxAddresses = (maxPages: number): number => maxPages * 10 + 1_000;
/** Why an address stands in the frontier though it is asked for by nobody. */
export const neverAsked = ['variants', 'loop'];
const loopReason = 'Its path repeats itself, as in an endless chain of links.';
/**
 * Adds addresses that are not known yet; each is there once, whoever finds it. Of addresses that differ only in their query no more
 * than `maxVariants` are taken, and one more as skipped, so that it shows. `urls` are canonical.
 */
export async function addLinks(
  frontier: Frontier,
  links: { urls: string[]; depth: number; hops?: number; foundOn: string | null },
  limits: Pick<CrawlOptions, 'maxVariants' | 'maxPages' | 'maxDepth'>,
): Promise<number> {
  const { trx, workspaceId, sourceId } = frontier;
  const farther = [...new Set(links.urls)].filter((url) => !(depthIn(frontier, url) <= links.depth));
  const there = await readDepths(frontier, farther);
  const nearer = [...there].filter(([, depth]) => depth > links.depth).map(([url]) => url);
  if (nearer.length > 0) await bringNearer(frontier, nearer, links.depth, limits.maxDepth);
  const fresh = farther.filter((url) => !there.has(url));
  if (fresh.length === 0) return 0;
  const room = maxAddresses(limits.maxPages) - frontier.addresses;
  const counts = await countVariants(trx, sourceId, fresh);
  const rows = fresh.slice(0, Math.max(0, room)).flatMap((url) => {
    const { origin, search, pathname } = new URL(url);
    const variantOf = search === '' ? null : `${origin}${pathname}`;
    const row = {
      workspaceId,
      sourceId,
      url,
      origin,
      variantOf,
      depth: links.depth,
      hops: links.hops ?? 0,
      foundOn: links.foundOn,
    };
    if (repeatsItself(pathname)) return [{ ...row, status: 'skipped', code: 'loop', reason: loopReason }];
    if (variantOf === null) return [row];
    const before = counts.get(variantOf) ?? 0;
    counts.set(variantOf, before + 1);
    if (before > limits.maxVariants) return [];
    if (before < limits.maxVariants) return [row];
    const reason = `${pathname} has more than ${limits.maxVariants} URLs that differ only in their query string. The others are not followed.`;
    return [{ ...row, status: 'skipped', code: 'variants', reason }];
  });
  let added = 0;
  for (let from = 0; from < rows.length; from += 500) {
    const inserted = await trx
      .insertInto('sourceItems')
      .values(rows.slice(from, from + 500))
      .onConflict((oc) => oc.columns(['sourceId', 'url']).doNothing())
      .returning(['url', 'depth'])
      .execute();
    for (const { url, depth } of inserted) frontier.written.set(url, depth);
    added += inserted.length;
  }
  frontier.addresses += added;
  return added;
}

/** NaN: no row of it is known. */
const depthIn = ({ known, written }: Frontier, url: string): number => written.get(url) ?? known.get(url) ?? Number.NaN;

async function readDepths({ trx, sourceId, known, written }: Frontier, urls: string[]): Promise<Map<string, number>> {
  if (urls.length === 0) return new Map();
  const { rows } = await sql<{ url: string; depth: number }>`
    select url, depth from source_items where source_id = ${sourceId} and url = any(${urls}::text[])`.execute(trx);
  for (const { url, depth } of rows) if (!written.has(url)) known.set(url, depth);
  return new Map(rows.map((row) => [row.url, row.depth]));
}

/**
 * Many pages are read at once, so that a page may be met on a longer way first. What was read at the greatest depth and is nearer now
 * is asked for again: its links have not been followed.
 */
async function bringNearer(frontier: Frontier, urls: string[], depth: number, maxDepth: number): Promise<void> {
  const { trx, sourceId } = frontier;
  const { rows } = await sql<{ again: boolean }>`
    with nearer as (
      select id, (status = 'ready' and depth >= ${maxDepth}) as again from source_items
      where source_id = ${sourceId} and url = any(${urls}::text[])
    )
    update source_items set depth = ${depth},
      status = case when again then 'queued' else status end,
      etag = case when again then null else etag end,
      last_modified = case when again then null else last_modified end
    from nearer where nearer.id = source_items.id returning again`.execute(trx);
  for (const url of urls) frontier.written.set(url, depth);
  frontier.ready -= rows.filter(({ again }) => again).length;
}

async function countVariants(trx: Trx, sourceId: string, urls: string[]): Promise<Map<string, number>> {
  const paths = urls.filter((url) => url.includes('?')).map((url) => url.slice(0, url.indexOf('?')));
  if (paths.length === 0) return new Map();
  const { rows } = await sql<{ variantOf: string; count: number }>`
    select variant_of, count(*) as count from source_items
    where source_id = ${sourceId} and variant_of = any(${[...new Set(paths)]}::text[]) group by variant_of`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.variantOf, Number(row.count)]));
}
