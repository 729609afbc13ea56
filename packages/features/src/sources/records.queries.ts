import { AppError } from '@millrace/contract/app-error';
import type { Place, PlacedSpan, RecordView } from '@millrace/contract/sources';
import type { Database } from '@millrace/db/database';

/** Whose a record is; one of a deleted source is nobody's. */
export async function findRecordWorkspace(db: Database, recordId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('records')
    .innerJoin('sources', 'sources.id', 'records.sourceId')
    .where('records.id', '=', recordId)
    .where('sources.deletedAt', 'is', null)
    .select('records.workspaceId')
    .executeTakeFirst();
  return row?.workspaceId;
}

const columns = ['id', 'sourceId', 'position', 'title', 'text', 'page', 'place', 'charStart', 'charEnd'] as const;

/** A record with the boxes of its lines. */
export async function getRecord(db: Database, recordId: string): Promise<RecordView> {
  const row = await db
    .selectFrom('records')
    .where('id', '=', recordId)
    .select([...columns, 'spans'])
    .executeTakeFirst();
  if (row === undefined) throw new AppError('not-found', 'sources.record-not-found', 'There is no such record.');
  return { ...row, place: row.place as Place | null, spans: row.spans as PlacedSpan[] };
}

/** A source's records in order, without boxes, which are most of the octets. `cursor` is the last position of the page before. */
export async function listRecords(
  db: Database,
  { sourceId, cursor, limit }: { sourceId: string; cursor?: number; limit: number },
): Promise<{ items: Omit<RecordView, 'spans'>[]; nextCursor: number | null }> {
  const rows = await db
    .selectFrom('records')
    .where('sourceId', '=', sourceId)
    .$if(cursor !== undefined, (query) => query.where('position', '>', cursor as number))
    .orderBy('position')
    .limit(limit + 1)
    .select(columns)
    .execute();
  const page = rows.slice(0, limit).map((row) => ({ ...row, place: row.place as Place | null }));
  return { items: page, nextCursor: rows.length > limit ? (page.at(-1)?.position ?? null) : null };
}
