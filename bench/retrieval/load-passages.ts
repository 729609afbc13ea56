import { type Database, transact } from '@millrace/db/database';
import { chunkText, rememberWords, vectorText } from '@millrace/features/retrieval';
import type { Embedder } from '@millrace/llm/port';
import type { Passage } from './bm25.ts';

export type Loaded = { workspaceId: string; passageOf: Map<string, string>; chunks: number };

const batchSize = 50;

/** Each passage becomes a source with one record and its chunks, cut and embedded as the product does it. `passageOf`: by source id. */
export async function loadPassages(
  db: Database,
  embedder: Embedder,
  passages: Passage[],
  onProgress: (done: number) => void,
): Promise<Loaded> {
  const { id: workspaceId } = await db
    .insertInto('workspaces')
    .values({ name: 'Retrieval bench' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const passageOf = new Map<string, string>();
  let chunks = 0;
  for (let from = 0; from < passages.length; from += batchSize) {
    const batch = passages.slice(from, from + batchSize);
    chunks += await loadBatch(db, embedder, workspaceId, batch, passageOf);
    onProgress(Math.min(passages.length, from + batchSize));
  }
  return { workspaceId, passageOf, chunks };
}

async function loadBatch(
  db: Database,
  embedder: Embedder,
  workspaceId: string,
  passages: Passage[],
  passageOf: Map<string, string>,
): Promise<number> {
  const cut = passages.map((passage) => ({
    passage,
    chunks: chunkText(passage.text, { maxChars: embedder.maxChars, headings: [] }),
  }));
  const texts = cut.flatMap(({ passage, chunks }) => chunks.map(({ start, end }) => passage.text.slice(start, end)));
  const vectors = await embedder.embed(texts);
  await transact(db, async (trx) => {
    let n = 0;
    for (const { passage, chunks } of cut) {
      const { title, text } = passage;
      const source = await trx
        .insertInto('sources')
        .values({ workspaceId, kind: 'text', title, status: 'ready', pages: 1 })
        .returning('id')
        .executeTakeFirstOrThrow();
      passageOf.set(source.id, passage.id);
      const record = await trx
        .insertInto('records')
        .values({ workspaceId, sourceId: source.id, position: 0, title, text, charStart: 0, charEnd: text.length })
        .returning('id')
        .executeTakeFirstOrThrow();
      const rows = chunks.map(({ start, end, heading }, position) => ({
        workspaceId,
        sourceId: source.id,
        recordId: record.id,
        position,
        title,
        heading,
        text: text.slice(start, end),
        charStart: start,
        charEnd: end,
        embedding: vectorText(vectors[n++] ?? new Float32Array()),
        embeddingModel: embedder.model,
      }));
      if (rows.length > 0) await trx.insertInto('chunks').values(rows).execute();
      await rememberWords(trx, workspaceId, rows);
    }
  });
  return texts.length;
}
