import type { Database } from '@millrace/db/database';
import type { Embedder } from '@millrace/llm/port';
import { vectorText } from '../src/search/find-passages.ts';

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
  for (const [position, part] of texts.entries()) {
    const vector = vectors?.[position];
    await db
      .insertInto('chunks')
      .values({
        workspaceId,
        sourceId,
        recordId,
        position,
        title,
        text: part,
        charStart: start,
        charEnd: start + part.length,
        embedding: vector ? vectorText(vector) : null,
        embeddingModel: vector && embedder ? embedder.model : null,
      })
      .execute();
    start += part.length;
  }
  return { sourceId };
}

export async function seedWorkspace(db: Database, name = 'A workspace'): Promise<string> {
  const { id } = await db.insertInto('workspaces').values({ name }).returning('id').executeTakeFirstOrThrow();
  return id;
}
