import { embedChunks } from '@millrace/contract/search/search';
import { handle } from '../jobs/handle.ts';
import { vectorText } from './find-passages.ts';
import { countStaleChunks, findStaleChunks, storeVectors } from './stale-chunks.queries.ts';

const batchSize = 32;

/**
 * Gives every chunk of the workspace, or of the record, that has no vector of the current embedder one. Each batch is stored at once, and what is stored
 * is not stale any more: a further attempt goes on where this one stopped.
 */
export const embedChunksHandler = handle(embedChunks, async ({ payload, progress, signal, services, write }) => {
  const { db, llm } = services;
  const { embedder } = llm;
  const total = await countStaleChunks(db, payload, embedder.model);
  progress({ done: 0, total });
  let embedded = 0;
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    signal.throwIfAborted();
    const chunks = await findStaleChunks(db, { ...payload, model: embedder.model, after, limit: batchSize });
    const last = chunks.at(-1);
    if (last === undefined) return { embedded, model: embedder.model };
    after = last.id;
    const texts = chunks.map((chunk) => chunk.text.slice(0, embedder.maxChars));
    const vectors = await embedder.embed(texts, signal);
    const made = chunks.flatMap(({ id }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, vector: vectorText(vector) }] : [];
    });
    await write((trx) => storeVectors(trx, embedder.model, made));
    embedded += made.length;
    // chunks may be added or deleted meanwhile; nobody should read "120 of 100"
    progress({ done: embedded, total: Math.max(total, embedded) });
  }
});
