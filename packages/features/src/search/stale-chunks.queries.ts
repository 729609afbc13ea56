import type { SourceStatus } from '@millrace/contract/sources/sources';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { rememberWords } from './remember-words.ts';

/** Whose chunks: of a whole workspace, or of one record in it. */
type Whose = { workspaceId: string; recordId?: string };

/** Chunks whose vector is not of this model. */
const staleChunks = (db: Database, model: string) =>
  db
    .selectFrom('chunks')
    .innerJoin('sources', 'sources.id', 'chunks.sourceId')
    .where('sources.deletedAt', 'is', null)
    .where('chunks.embeddingModel', 'is distinct from', model);

const notTakenIn: SourceStatus[] = ['queued', 'processing'];

/** Those of a source that is still being taken in get theirs from that very run; a record that a person changed does not wait for it. */
const staleChunksOf = (db: Database, model: string, { workspaceId, recordId }: Whose) =>
  recordId === undefined
    ? staleChunks(db, model).where('chunks.workspaceId', '=', workspaceId).where('sources.status', 'not in', notTakenIn)
    : staleChunks(db, model).where('chunks.workspaceId', '=', workspaceId).where('chunks.recordId', '=', recordId);

export async function countStaleChunks(db: Database, whose: Whose, model: string): Promise<number> {
  const row = await staleChunksOf(db, model, whose)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** The next ones behind the id `after`, in the order of their ids. */
export function findStaleChunks(
  db: Database,
  input: Whose & { model: string; after: string; limit: number },
): Promise<{ id: string; text: string }[]> {
  return staleChunksOf(db, input.model, input)
    .where('chunks.id', '>', input.after)
    .select(['chunks.id', 'chunks.text'])
    .orderBy('chunks.id')
    .limit(input.limit)
    .execute();
}

/** Workspaces with vectors of another model than this one, or with passages whose words were indexed by an older version. */
export async function findStaleWorkspaces(db: Database, model: string): Promise<string[]> {
  const byVector = staleChunks(db, model).where('sources.status', 'not in', notTakenIn).select('chunks.workspaceId');
  const byWords = db.selectFrom('chunks').where('wordsVersion', '<', currentWords).select('workspaceId');
  const rows = await byVector.union(byWords).execute();
  return rows.map((row) => row.workspaceId);
}

/** The version of the database's `search_words`, which is what new passages get. */
const currentWords = 2;

const oldWords = (db: Database, workspaceId: string) =>
  db.selectFrom('chunks').where('workspaceId', '=', workspaceId).where('wordsVersion', '<', currentWords);

export async function countOldWords(db: Database, workspaceId: string): Promise<number> {
  const { count } = await oldWords(db, workspaceId)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Indexes the words of so many passages again and remembers them. Returns how many there were; those that somebody is changing wait. */
export async function renewWords(trx: Trx, workspaceId: string, limit: number): Promise<number> {
  const chunks = await oldWords(trx, workspaceId)
    .select(['id', 'title', 'heading', 'text'])
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
  if (chunks.length === 0) return 0;
  const ids = chunks.map(({ id }) => id);
  // the words are made again where a column is set that they are made of
  await sql`update chunks set title = title, words_version = ${currentWords} where id = any(${ids}::uuid[])`.execute(
    trx,
  );
  await rememberWords(trx, workspaceId, chunks);
  return chunks.length;
}

/**
 * `vector` is pgvector's text form. A passage that is gone is passed over, and so is one that somebody is changing at this moment: it
 * is stale still, or again. To wait for it could be to wait for each other.
 */
export async function storeVectors(trx: Trx, model: string, vectors: { id: string; vector: string }[]): Promise<void> {
  // all of a batch may have been refused
  if (vectors.length === 0) return;
  const values = vectors.map(({ id, vector }) => sql`(${id}::uuid, ${vector}::vector)`);
  await sql`with made (id, vector) as (values ${sql.join(values)}),
      free as (
        select chunks.id, vector from chunks join made on made.id = chunks.id for no key update of chunks skip locked
      )
    update chunks set embedding = free.vector, embedding_model = ${model} from free where chunks.id = free.id`.execute(
    trx,
  );
}
