import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';

/** Chunks whose vector is not of this model. Those of a source that is still being taken in get theirs from that very run. */
const staleChunks = (db: Database, model: string) =>
  db
    .selectFrom('chunks')
    .innerJoin('sources', 'sources.id', 'chunks.sourceId')
    .where('sources.deletedAt', 'is', null)
    .where('sources.status', 'not in', ['queued', 'processing'])
    .where('chunks.embeddingModel', 'is distinct from', model);

export async function countStaleChunks(db: Database, workspaceId: string, model: string): Promise<number> {
  const row = await staleChunks(db, model)
    .where('chunks.workspaceId', '=', workspaceId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The next ones behind the id `after`, in the order of their ids. */
export function findStaleChunks(
  db: Database,
  input: { workspaceId: string; model: string; after: string; limit: number },
): Promise<{ id: string; text: string }[]> {
  return staleChunks(db, input.model)
    .where('chunks.workspaceId', '=', input.workspaceId)
    .where('chunks.id', '>', input.after)
    .select(['chunks.id', 'chunks.text'])
    .orderBy('chunks.id')
    .limit(input.limit)
    .execute();
}

/** Workspaces with vectors of another model than this one. */
export async function findStaleWorkspaces(db: Database, model: string): Promise<string[]> {
  const rows = await staleChunks(db, model).select('chunks.workspaceId').distinct().execute();
  return rows.map((row) => row.workspaceId);
}

/** `vector` is pgvector's text form. */
export async function storeVectors(trx: Trx, model: string, vectors: { id: string; vector: string }[]): Promise<void> {
  const values = vectors.map(({ id, vector }) => sql`(${id}::uuid, ${vector}::vector)`);
  await sql`update chunks set embedding = made.vector, embedding_model = ${model}
    from (values ${sql.join(values)}) as made (id, vector) where chunks.id = made.id`.execute(trx);
}
