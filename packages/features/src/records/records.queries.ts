import { AppError } from '@millrace/contract/app-error';
import type { RecordView } from '@millrace/contract/records/records';
import type { Database } from '@millrace/db/database';

export const goneRecord = () => new AppError('not-found', 'sources.record-not-found', 'This record does not exist.');

const withSources = (db: Database, recordId: string) =>
  db
    .selectFrom('records')
    .innerJoin('sources', 'sources.id', 'records.sourceId')
    .where('records.id', '=', recordId)
    .where('sources.deletedAt', 'is', null)
    .select('records.workspaceId');

/** Whose a record is; one that was deleted, or is of a deleted source, is nobody's. */
export async function findRecordWorkspace(db: Database, recordId: string): Promise<string | undefined> {
  const row = await withSources(db, recordId).where('records.deletedAt', 'is', null).executeTakeFirst();
  return row?.workspaceId;
}

/** As above, deleted ones too: for the undo, and for deleting twice. */
export async function findAnyRecordWorkspace(db: Database, recordId: string): Promise<string | undefined> {
  return (await withSources(db, recordId).executeTakeFirst())?.workspaceId;
}

const columns = ['id', 'sourceId', 'position', 'title', 'text', 'page', 'place', 'charStart', 'charEnd'] as const;
const versionColumns = ['version', 'edited', 'changedAt', 'itemId'] as const;

const views = (db: Database, deleted = false) =>
  db
    .selectFrom('records')
    .leftJoin('users', 'users.id', 'records.changedBy')
    .where('records.deletedAt', deleted ? 'is not' : 'is', null)
    .select([...columns, ...versionColumns].map((column) => `records.${column}` as const))
    .select('users.name as changedBy');

type ViewRow = Omit<RecordView, 'spans' | 'changedAt'> & { changedAt: Date | null };
const viewOf = (row: ViewRow): Omit<RecordView, 'spans'> => ({
  ...row,
  changedAt: row.changedAt?.toISOString() ?? null,
});

/** A record with the boxes of its lines. */
export async function getRecord(db: Database, recordId: string): Promise<RecordView> {
  const row = await views(db).where('records.id', '=', recordId).select('spans').executeTakeFirst();
  if (row === undefined) throw goneRecord();
  return { ...viewOf(row), spans: row.spans };
}

type Wanted = { sourceId: string; itemId?: string; page?: number; cursor?: number; limit: number };

/** A source's records in order, without boxes, which are most of the octets; or those that were deleted. `cursor` is the last position of the page before. */
export async function listRecords(
  db: Database,
  { sourceId, itemId, page: onPage, cursor, limit }: Wanted,
  deleted = false,
): Promise<{ items: Omit<RecordView, 'spans'>[]; nextCursor: number | null }> {
  const rows = await views(db, deleted)
    .where('sourceId', '=', sourceId)
    .$if(itemId !== undefined, (query) => query.where('itemId', '=', itemId as string))
    .$if(onPage !== undefined, (query) => query.where('page', '=', onPage as number))
    .$if(cursor !== undefined, (query) => query.where('position', '>', cursor as number))
    .orderBy('position')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit).map(viewOf);
  return { items: page, nextCursor: rows.length > limit ? (page.at(-1)?.position ?? null) : null };
}
