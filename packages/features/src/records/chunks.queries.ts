import { AppError } from '@millrace/contract/app-error';
import type { ChunkView } from '@millrace/contract/records/records';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';

/** Whose a chunk is; one of a deleted source is nobody's. */
export async function findChunkWorkspace(db: Database, chunkId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('chunks')
    .innerJoin('sources', 'sources.id', 'chunks.sourceId')
    .where('chunks.id', '=', chunkId)
    .where('sources.deletedAt', 'is', null)
    .select('chunks.workspaceId')
    .executeTakeFirst();
  return row?.workspaceId;
}

const views = (db: Database) =>
  db
    .selectFrom('chunks')
    .select(['id', 'recordId', 'sourceId', 'heading', 'text', 'charStart as start', 'charEnd as end', 'enabled'])
    .select(sql<boolean>`embedding is not null`.as('embedded'));

/** All chunks of a record, in the order of its text. */
export const listChunks = (db: Database, recordId: string): Promise<ChunkView[]> =>
  views(db).where('recordId', '=', recordId).orderBy('charStart').execute();

/** Leaves a passage out of search and answers, or takes it in again. */
export async function setChunkEnabled(
  db: Database,
  { chunkId, enabled }: { chunkId: string; enabled: boolean },
): Promise<ChunkView> {
  await db.updateTable('chunks').set({ enabled }).where('id', '=', chunkId).execute();
  const chunk = await views(db).where('id', '=', chunkId).executeTakeFirst();
  if (chunk) return chunk;
  throw new AppError(
    'not-found',
    'sources.chunk-not-found',
    'This passage no longer exists because its text was changed.',
  );
}
