import type { CrawlOptions } from '@millrace/contract/crawl';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';
import { takeTurn } from './host-clock.ts';

export type Item = Row<'sourceItems'>;
type Placed = { workspaceId: string; sourceId: string };

/** Beyond so many addresses for each page that may be read, links are not kept: nobody would ever come to them. */
const addressesPerPage = 10;
/** So often may a worker die over one page. */
const maxCrashes = 3;

/**
 * Adds addresses that are not known yet; each is there once, whoever finds it. Of addresses that differ only in their query no more
 * than `maxVariants` are taken, and one more as skipped, so that it shows. `urls` are canonical.
 */
export async function addLinks(
  trx: Trx,
  placed: Placed,
  links: { urls: string[]; depth: number; hops?: number; foundOn: string | null },
  limits: Pick<CrawlOptions, 'maxVariants' | 'maxPages'>,
): Promise<number> {
  const fresh = await unknownOf(trx, placed.sourceId, links.urls);
  if (fresh.length === 0) return 0;
  const room = limits.maxPages * addressesPerPage + 1_000 - (await countAll(trx, placed.sourceId));
  const counts = await countVariants(trx, placed.sourceId, fresh);
  const rows = fresh.slice(0, Math.max(0, room)).flatMap((url) => {
    const { origin, search, pathname } = new URL(url);
    const variantOf = search === '' ? null : `${origin}${pathname}`;
    const row = {
      ...placed,
      url,
      origin,
      variantOf,
      depth: links.depth,
      hops: links.hops ?? 0,
      foundOn: links.foundOn,
    };
    if (variantOf === null) return [row];
    const before = counts.get(variantOf) ?? 0;
    counts.set(variantOf, before + 1);
    if (before > limits.maxVariants) return [];
    if (before < limits.maxVariants) return [row];
    const reason = `${pathname} has more than ${limits.maxVariants} addresses that differ only behind the question mark; the others are not followed.`;
    return [{ ...row, status: 'skipped', code: 'variants', reason }];
  });
  let added = 0;
  for (let from = 0; from < rows.length; from += 500) {
    const inserted = await trx
      .insertInto('sourceItems')
      .values(rows.slice(from, from + 500))
      .onConflict((oc) => oc.columns(['sourceId', 'url']).doNothing())
      .returning('id')
      .execute();
    added += inserted.length;
  }
  return added;
}

async function unknownOf(trx: Trx, sourceId: string, urls: string[]): Promise<string[]> {
  if (urls.length === 0) return [];
  const { rows } = await sql<{ url: string }>`
    select url from source_items where source_id = ${sourceId} and url = any(${urls}::text[])`.execute(trx);
  const known = new Set(rows.map((row) => row.url));
  return [...new Set(urls)].filter((url) => !known.has(url));
}

async function countAll(trx: Trx, sourceId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('sourceItems')
    .where('sourceId', '=', sourceId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
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

/**
 * Takes the next address whose time and whose host's time has come, nearest to the start first. Exactly one of all that ask gets it.
 * Undefined: nothing now.
 */
export async function claimItem(trx: Trx, sourceId: string, delayMs: number): Promise<Item | undefined> {
  const { rows } = await sql<{ id: string; origin: string }>`
    select item.id, item.origin from source_items item left join crawl_hosts host on host.origin = item.origin
    where item.source_id = ${sourceId} and item.status = 'queued' and item.not_before <= clock_timestamp()
      and (host.next_allowed_at is null or host.next_allowed_at <= clock_timestamp())
    order by item.depth, item.position limit 1
    for update of item skip locked`.execute(trx);
  const [next] = rows;
  if (!next || !(await takeTurn(trx, next.origin, delayMs))) return undefined;
  return trx
    .updateTable('sourceItems')
    .set({ status: 'fetching', code: null, reason: null, updatedAt: sql`now()` })
    .where('id', '=', next.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Milliseconds until something may be claimed; undefined when nothing waits. */
export async function dueInMs(db: Database, sourceId: string): Promise<number | undefined> {
  const { rows } = await sql<{ ms: number | null }>`
    select extract(epoch from min(greatest(item.not_before, coalesce(host.next_allowed_at, item.not_before))) - clock_timestamp())::float8 * 1000 as ms
    from source_items item left join crawl_hosts host on host.origin = item.origin
    where item.source_id = ${sourceId} and item.status = 'queued'`.execute(db);
  const ms = rows[0]?.ms;
  return ms === null || ms === undefined ? undefined : Math.max(0, ms);
}

export async function countByStatus(db: Database | Trx, sourceId: string): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('sourceItems')
    .where('sourceId', '=', sourceId)
    .groupBy('status')
    .select((eb) => ['status', eb.fn.countAll<number>().as('count')])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.count)]));
}

/** What a worker that is gone had in hand is waiting again, unless it is what kills them. */
export async function takeBackLost(trx: Trx, sourceId: string): Promise<void> {
  await sql`
    update source_items set crashes = crashes + 1, updated_at = now(),
      status = case when crashes + 1 >= ${maxCrashes} then 'failed' else 'queued' end,
      code = case when crashes + 1 >= ${maxCrashes} then 'crashes' end,
      reason = case when crashes + 1 >= ${maxCrashes} then 'The worker stopped each time that it read this page.' end
    where source_id = ${sourceId} and status = 'fetching'`.execute(trx);
}

/** What was in hand at an orderly stop waits again, and nothing is held against it. */
export async function putBack(trx: Trx, sourceId: string): Promise<void> {
  await trx
    .updateTable('sourceItems')
    .set({ status: 'queued' })
    .where('sourceId', '=', sourceId)
    .where('status', '=', 'fetching')
    .execute();
}

/** Queued ones that nobody will come to any more. */
export async function skipWaiting(trx: Trx, sourceId: string, code: string, reason: string): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('sourceItems')
    .set({ status: 'skipped', code, reason, updatedAt: sql`now()` })
    .where('sourceId', '=', sourceId)
    .where('status', 'in', ['queued', 'fetching'])
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
