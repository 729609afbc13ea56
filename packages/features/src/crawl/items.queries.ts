import { AppError } from '@millrace/contract/app-error';
import type { ItemOutcome, ItemReason, ItemStatus, ItemView } from '@millrace/contract/crawl/crawl';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { countByStatus, type Item } from './frontier.queries.ts';
import { inLastLook } from './read-changes.ts';

const viewOf = (row: Item): ItemView => ({
  id: row.id,
  locator: row.url,
  title: row.title,
  status: row.status,
  code: row.code,
  reason: row.reason,
  outcome: row.outcome,
  version: row.version,
  lang: row.lang,
  canonical: row.canonical,
  depth: row.depth,
  attempts: row.attempts,
  httpStatus: row.httpStatus,
  redirectedTo: row.redirectedTo,
  foundOn: row.foundOn,
  fetchedAt: row.fetchedAt?.toISOString() ?? null,
  changedAt: row.changedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
});

export async function getItem(db: Database, itemId: string): Promise<ItemView> {
  const row = await db.selectFrom('sourceItems').selectAll().where('id', '=', itemId).executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'sources.item-not-found', 'This page does not exist.');
  return viewOf(row);
}

/** For reasons that name another address in each item. */
const inGeneral: Record<string, string> = {
  duplicate: 'They have the same text as another page.',
  redirect: 'They redirect to another address.',
  variants: 'They differ from other pages only in their query string.',
  language: 'They are not in one of the requested languages.',
};

/** Why items are not ready: one entry for each status, code and HTTP status, the most frequent first. */
async function groupReasons(db: Database, sourceId: string): Promise<ItemReason[]> {
  const rows = await db
    .selectFrom('sourceItems')
    .where('sourceId', '=', sourceId)
    .where('code', 'is not', null)
    .where('status', '!=', 'ready')
    .groupBy(['status', 'code', 'httpStatus'])
    .select((eb) => ['status', 'code', 'httpStatus', eb.fn.countAll<number>().as('count')])
    .select([sql<string>`coalesce(min(reason), '')`.as('reason'), sql<boolean>`min(reason) = max(reason)`.as('alike')])
    .orderBy('count', 'desc')
    .orderBy('code')
    .execute();
  return rows.map(({ status, code, httpStatus, count, reason, alike }) => ({
    code: code ?? '',
    reason: (alike ? undefined : inGeneral[code ?? '']) ?? reason,
    status,
    httpStatus,
    count: Number(count),
  }));
}

type Wanted = {
  sourceId: string;
  status?: ItemStatus;
  code?: string;
  outcome?: ItemOutcome;
  cursor?: number;
  limit: number;
};
export type ItemPage = {
  items: ItemView[];
  nextCursor: number | null;
  counts: Record<string, number>;
  reasons: ItemReason[];
};

/** A page of a source's items in the order in which they were found; of all of them how many have each status, and why. */
export async function listItems(db: Database, wanted: Wanted): Promise<ItemPage> {
  const { sourceId, status, code, outcome, cursor, limit } = wanted;
  let query = db.selectFrom('sourceItems').selectAll().where('sourceId', '=', sourceId);
  if (status !== undefined) query = query.where('status', '=', status);
  if (code !== undefined) query = query.where('code', '=', code);
  if (outcome !== undefined) query = query.where('outcome', '=', outcome).where(inLastLook(sourceId));
  if (cursor !== undefined) query = query.where('position', '>', cursor);
  const rows = await query
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return {
    items: page.map(viewOf),
    nextCursor: rows.length > limit ? (page.at(-1)?.position ?? null) : null,
    counts: await countByStatus(db, sourceId),
    reasons: await groupReasons(db, sourceId),
  };
}
