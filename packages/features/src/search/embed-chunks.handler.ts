import { embedChunks } from '@millrace/contract/search/search';
import { handle } from '../jobs/handle.ts';
import { vectorText } from './find-passages.ts';
import { countOldWords, countStaleChunks, findStaleChunks, renewWords, storeVectors } from './stale-chunks.queries.ts';

const batchSize = 32;
/** Passages whose words are indexed in one transaction: some 200 ms. */
const wordsBatchSize = 200;

/**
 * Indexes words again that an older version has indexed, then gives every chunk of the workspace, or of the record, that has no vector of the current embedder one. Each batch is stored at once, and what is stored
 * is not stale any more: a further attempt goes on where this one stopped.
 */
export const embedChunksHandler = handle(embedChunks, async ({ payload, progress, signal, services, write }) => {
  const { db, llm } = services;
  const { embedder } = llm;
  const { workspaceId, recordId } = payload;
  if (recordId === undefined) {
    // words first: they need no embedder
    const total = await countOldWords(db, workspaceId);
    for (let done = 0; done < total; ) {
      signal.throwIfAborted();
      progress({ done, total });
      const renewed = await write((trx) => renewWords(trx, workspaceId, wordsBatchSize));
      if (renewed === 0) break;
      done += renewed;
    }
  }
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
