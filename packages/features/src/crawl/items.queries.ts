import type { ItemStatus, ItemView } from '@millrace/contract/crawl';
import type { Database } from '@millrace/db/database';
import { countByStatus, type Item } from './frontier.queries.ts';

const viewOf = (row: Item): ItemView => ({
  id: row.id,
  locator: row.url,
  title: row.title,
  status: row.status as ItemStatus,
  reason: row.reason,
  outcome: row.outcome as ItemView['outcome'],
  version: row.version,
  depth: row.depth,
  attempts: row.attempts,
  httpStatus: row.httpStatus,
  redirectedTo: row.redirectedTo,
  foundOn: row.foundOn,
  fetchedAt: row.fetchedAt?.toISOString() ?? null,
  changedAt: row.changedAt?.toISOString() ?? null,
  updatedAt: row.updatedAt.toISOString(),
});

/** A page of a source's items in the order in which they were found, and how many there are of each status. */
export async function listItems(
  db: Database,
  { sourceId, status, cursor, limit }: { sourceId: string; status?: ItemStatus; cursor?: number; limit: number },
): Promise<{ items: ItemView[]; nextCursor: number | null; counts: Record<string, number> }> {
  const rows = await db
    .selectFrom('sourceItems')
    .selectAll()
    .where('sourceId', '=', sourceId)
    .$if(status !== undefined, (query) => query.where('status', '=', status as string))
    .$if(cursor !== undefined, (query) => query.where('position', '>', cursor as number))
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  const counts = await countByStatus(db, sourceId);
  return { items: page.map(viewOf), nextCursor: rows.length > limit ? (page.at(-1)?.position ?? null) : null, counts };
}
