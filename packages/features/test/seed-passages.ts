import { randomUUID } from 'node:crypto';
import { type Database, transact } from '@millrace/db/database';
import type { Embedder } from '@millrace/llm/port';
import { addChunks } from '../src/search/add-chunks.ts';
import { vectorText } from '../src/search/find-passages.ts';
import { storeVectors } from '../src/search/stale-chunks.queries.ts';

/** A source of one record whose chunks are `texts`, ready to be found; without an embedder they have no vectors. */
export async function seedPassages(
  db: Database,
  input: { workspaceId: string; title: string; texts: string[]; embedder?: Embedder; status?: 'ready' | 'processing' },
): Promise<{ sourceId: string }> {
  const { workspaceId, title, texts, embedder } = input;
  const vectors = await embedder?.embed(texts);
  const text = texts.join('');
  const { id: sourceId } = await db
    .insertInto('sources')
    .values({ workspaceId, kind: 'text', title, status: input.status ?? 'ready', pages: 1 })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: recordId } = await db
    .insertInto('records')
    .values({ workspaceId, sourceId, position: 0, title, text, charStart: 0, charEnd: text.length })
    .returning('id')
    .executeTakeFirstOrThrow();
  let start = 0;
  const chunks = texts.map((part, position) => {
    const charStart = start;
    start += part.length;
    return {
      id: randomUUID(),
      workspaceId,
      sourceId,
      recordId,
      position,
      title,
      text: part,
      charStart,
      charEnd: start,
    };
  });
  const made = chunks.flatMap(({ id }, i) => (vectors?.[i] ? [{ id, vector: vectorText(vectors[i]) }] : []));
  await transact(db, async (trx) => {
    await addChunks(trx, chunks);
    if (embedder && made.length > 0) await storeVectors(trx, embedder.model, made);
  });
  return { sourceId };
}

export async function seedWorkspace(db: Database, name = 'A workspace'): Promise<string> {
  const { id } = await db.insertInto('workspaces').values({ name }).returning('id').executeTakeFirstOrThrow();
  return id;
}
