import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';
import { takeFetchSlot } from './hosts/host-clock.ts';
import { siteOf } from './links/crawl-scope.ts';

export type Item = Row<'sourceItems'>;
/** So often may a worker die over one page. */
const maxCrashes = 3;

/** The hosts that belong to what was asked for: those of the starts and of where they redirect to. */
export async function sitesOf(db: Database | Trx, sourceId: string): Promise<Set<string>> {
  const starts = await db
    .selectFrom('sourceItems')
    .select('url')
    .where('sourceId', '=', sourceId)
    .where('depth', '=', 0)
    .execute();
  return new Set(starts.map(({ url }) => siteOf(url)));
}

/** A claim that is not renewed for this long is void: whoever held it is dead. */
const claimMs = 10_000;
const untilThen = sql<Date>`clock_timestamp() + ${sql.lit(`${claimMs} milliseconds`)}::interval`;

export type Claim = { sourceId: string; claimant: string; most: number; delayMs: number };

/**
 * Takes the next addresses whose time and whose host's time has come, nearest to the start first: no more than `most`, and of each host
 * no more than its clock allows. Each is given to exactly one of all that ask. None: nothing now.
 */
export async function claimItems(trx: Trx, { sourceId, claimant, most, delayMs }: Claim): Promise<Item[]> {
  const { rows } = await sql<{ id: string; origin: string }>`
    select item.id, item.origin from source_items item left join crawl_hosts host on host.origin = item.origin
    where item.source_id = ${sourceId} and item.status = 'queued' and item.not_before <= clock_timestamp()
      and (host.next_allowed_at is null or host.next_allowed_at <= clock_timestamp())
    order by item.depth, item.position limit ${most}
    for update of item skip locked`.execute(trx);
  const ids: string[] = [];
  for (const [origin, waiting] of Map.groupBy(rows, (row) => row.origin)) {
    const slot = await takeFetchSlot(trx, origin, delayMs);
    if (slot) ids.push(...waiting.slice(0, slot.free ? waiting.length : 1).map((row) => row.id));
  }
  if (ids.length === 0) return [];
  const claimed = await trx
    .updateTable('sourceItems')
    .set({ status: 'fetching', code: null, reason: null, claimedBy: claimant, claimedUntil: untilThen })
    .where('id', 'in', ids)
    .returningAll()
    .execute();
  return claimed.sort((a, b) => a.depth - b.depth || a.position - b.position);
}

/** Says that the claimant lives. Rows that a transaction holds at this moment are passed over: it is writing their end. */
export async function renewClaims(db: Database, sourceId: string, claimant: string): Promise<void> {
  await sql`
    with free as (
      select id from source_items where source_id = ${sourceId} and status = 'fetching' and claimed_by = ${claimant}
      for update skip locked
    )
    update source_items set claimed_until = ${untilThen} where id in (select id from free)`.execute(db);
}

/** Of these items those that the claimant still holds, with their depth as of now: others were taken from it, or ended with the crawl. */
export async function heldOf(trx: Trx, ids: string[], claimant: string): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('sourceItems')
    .select(['id', 'depth'])
    .where('id', 'in', ids)
    .where('status', '=', 'fetching')
    .where('claimedBy', '=', claimant)
    .execute();
  return new Map(rows.map((row) => [row.id, row.depth]));
}

/** How many are in the hands of all workers together. */
export async function countInHand(trx: Trx, sourceId: string): Promise<number> {
  const { count } = await trx
    .selectFrom('sourceItems')
    .where('sourceId', '=', sourceId)
    .where('status', '=', 'fetching')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
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

/** What a worker that is dead had in hand is waiting again, unless it is what kills them. */
export async function takeBackLost(trx: Trx, sourceId: string): Promise<void> {
  await sql`
    update source_items set crashes = crashes + 1, updated_at = now(),
      status = case when crashes + 1 >= ${maxCrashes} then 'failed' else 'queued' end,
      code = case when crashes + 1 >= ${maxCrashes} then 'crashes' end,
      reason = case when crashes + 1 >= ${maxCrashes} then 'The worker crashed each time it read this page.' end
    where source_id = ${sourceId} and status = 'fetching'
      and (claimed_until is null or claimed_until < clock_timestamp())`.execute(trx);
}

/** What was in hand at an orderly stop waits again, and nothing is held against it. Without a claimant: whoever had it. */
export async function putBack(db: Database | Trx, sourceId: string, claimant?: string): Promise<void> {
  let query = db
    .updateTable('sourceItems')
    .set({ status: 'queued' })
    .where('sourceId', '=', sourceId)
    .where('status', '=', 'fetching');
  if (claimant !== undefined) query = query.where('claimedBy', '=', claimant);
  await query.execute();
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
