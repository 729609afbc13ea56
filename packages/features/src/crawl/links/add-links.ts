import type { CrawlOptions } from '@millrace/contract/crawl/crawl';
import type { Trx } from '@millrace/db/database';
import type { NewRow } from '@millrace/db/tables';
import { sql } from 'kysely';
import { countVariants, shapeOf } from './count-variants.ts';
import { keyLinks, pathOfKey } from './key-links.ts';
import { repeatsItself } from './repeats-itself.ts';

/** Where addresses are added. The source's row is locked; `addresses` counts those it has, `ready` those of them that are read. */
export type Frontier = {
  trx: Trx;
  workspaceId: string;
  sourceId: string;
  addresses: number;
  ready: number;
  /** Keys of addresses that are in rows, with a depth that is theirs or was, so that nobody asks for the links of each page's menu again. */
  known: Map<string, number>;
  /** The same of what this transaction has written: known to others only when it has been committed. */
  written: Map<string, number>;
};

/** Beyond so many addresses links are not kept: nobody would ever come to them. */
export const maxAddresses = (maxPages: number): number => maxPages * 10 + 1_000;
/** Why an address stands in the frontier though it is asked for by nobody. */
export const neverAsked = ['variants', 'loop'];
const loopReason = 'Its path repeats itself, as in an endless chain of links.';
type Links = { urls: Iterable<string>; depth: number; hops?: number; foundOn: string | null };
type Limits = Pick<CrawlOptions, 'maxVariants' | 'maxPages' | 'maxDepth'>;

/**
 * Adds addresses that are not known yet; each is there once by its key, whoever finds it, and is asked for as it was linked first. Of
 * addresses that differ only in their query no more than `maxVariants` are taken, fewer where their parameters multiply, and one more as
 * skipped, so that it shows.
 */
export async function addLinks(frontier: Frontier, links: Links, limits: Limits): Promise<number> {
  const { trx } = frontier;
  const keyed = await keyLinks(frontier, links.urls);
  const farther = [...keyed.keys()].filter((key) => !(depthIn(frontier, key) <= links.depth));
  const there = await readDepths(frontier, farther);
  const nearer = [...there].filter(([, depth]) => depth > links.depth).map(([key]) => key);
  if (nearer.length > 0) await bringNearer(frontier, nearer, links.depth, limits.maxDepth);
  const fresh = farther.filter((key) => !there.has(key));
  if (fresh.length === 0) return 0;
  const rows = await rowsOf(frontier, links, limits, new Map(fresh.map((key) => [key, keyed.get(key) as string])));
  let added = 0;
  for (let from = 0; from < rows.length; from += 500) {
    const inserted = await trx
      .insertInto('sourceItems')
      .values(rows.slice(from, from + 500))
      .onConflict((oc) => oc.columns(['sourceId', 'key']).doNothing())
      .returning(['key', 'depth'])
      .execute();
    for (const { key, depth } of inserted) frontier.written.set(key, depth);
    added += inserted.length;
  }
  frontier.addresses += added;
  return added;
}

/** What is written of addresses that are not known. */
async function rowsOf(
  { trx, workspaceId, sourceId, addresses }: Frontier,
  { depth, hops = 0, foundOn }: Links,
  limits: Limits,
  fresh: Map<string, string>,
): Promise<NewRow<'sourceItems'>[]> {
  const { counts, shown, multiplying } = await countVariants(trx, sourceId, [...fresh.keys()]);
  const left = Math.max(0, maxAddresses(limits.maxPages) - addresses);
  return [...fresh].slice(0, left).flatMap(([key, url]) => {
    const { origin, pathname } = new URL(url);
    const variantOf = key.includes('?') ? pathOfKey(key) : null;
    const row = { workspaceId, sourceId, url, key, origin, variantOf, depth, hops, foundOn };
    // what a person asked for is asked
    if (depth > 0 && repeatsItself(pathname))
      return [{ ...row, status: 'skipped' as const, code: 'loop', reason: loopReason }];
    if (variantOf === null) return [row];
    const before = counts.get(variantOf) ?? 0;
    if (before < limits.maxVariants && !multiplying.has(shapeOf(key))) {
      counts.set(variantOf, before + 1);
      return [row];
    }
    if (shown.has(variantOf)) return [];
    shown.add(variantOf);
    const reason = `${pathname} has more than ${before} URLs that differ only in their query string. The others are not followed.`;
    return [{ ...row, status: 'skipped' as const, code: 'variants', reason }];
  });
}

/** NaN: no row of it is known. */
const depthIn = ({ known, written }: Frontier, key: string): number => written.get(key) ?? known.get(key) ?? Number.NaN;

async function readDepths({ trx, sourceId, known, written }: Frontier, keys: string[]): Promise<Map<string, number>> {
  if (keys.length === 0) return new Map();
  const { rows } = await sql<{ key: string; depth: number }>`
    select key, depth from source_items where source_id = ${sourceId} and key = any(${keys}::text[])`.execute(trx);
  for (const { key, depth } of rows) if (!written.has(key)) known.set(key, depth);
  return new Map(rows.map((row) => [row.key, row.depth]));
}

/**
 * Many pages are read at once, so that a page may be met on a longer way first. What was read at the greatest depth and is nearer now
 * is asked for again: its links have not been followed.
 */
async function bringNearer(frontier: Frontier, keys: string[], depth: number, maxDepth: number): Promise<void> {
  const { trx, sourceId } = frontier;
  const { rows } = await sql<{ again: boolean }>`
    with nearer as (
      select id, (status = 'ready' and depth >= ${maxDepth}) as again from source_items
      where source_id = ${sourceId} and key = any(${keys}::text[])
    )
    update source_items set depth = ${depth},
      status = case when again then 'queued' else status end,
      etag = case when again then null else etag end,
      last_modified = case when again then null else last_modified end
    from nearer where nearer.id = source_items.id returning again`.execute(trx);
  for (const key of keys) frontier.written.set(key, depth);
  frontier.ready -= rows.filter(({ again }) => again).length;
}
