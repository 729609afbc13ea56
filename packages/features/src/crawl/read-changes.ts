import type { ChangesView } from '@millrace/contract/crawl/item-versions';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** Settled by the last look at all pages; what an item is waiting for or has failed at says nothing of what it found. */
export const inLastLook = (sourceId: string) => sql<boolean>`(
  status in ('ready', 'removed')
  and updated_at >= (select coalesce(synced_at, created_at) from sources where id = ${sourceId}))`;

/** What the last look at all pages of a source found. */
export async function readChanges(db: Database, sourceId: string): Promise<ChangesView> {
  const source = await db
    .selectFrom('sources')
    .select(['syncedAt', 'createdAt'])
    .where('id', '=', sourceId)
    .executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('sourceItems')
    .where('sourceId', '=', sourceId)
    .where('outcome', 'is not', null)
    .where(inLastLook(sourceId))
    .groupBy('outcome')
    .select((eb) => ['outcome', eb.fn.countAll<number>().as('count')])
    .execute();
  const since = source.syncedAt ?? source.createdAt;
  const replacedEdits = await db
    .selectFrom('recordVersions')
    .innerJoin('records', 'records.id', 'recordVersions.recordId')
    .where('records.sourceId', '=', sourceId)
    .where('replacedBySource', '=', true)
    .where('replacedAt', '>=', since)
    .orderBy('records.position')
    .limit(100)
    .select(['records.id as recordId', 'records.itemId', 'records.title', 'recordVersions.version'])
    .execute();
  const counts = { new: 0, same: 0, changed: 0, removed: 0 };
  for (const { outcome, count } of rows) if (outcome !== null) counts[outcome] = Number(count);
  return { first: source.syncedAt === null, since: since.toISOString(), counts, replacedEdits };
}
