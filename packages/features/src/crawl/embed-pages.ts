import type { crawlSite } from '@millrace/contract/crawl';
import type { Work } from '../jobs/handle.ts';
import { vectorText } from '../search/find-passages.ts';
import { storeVectors } from '../search/stale-chunks.queries.ts';

const batchSize = 32;

/**
 * Gives the chunks of a source behind the position `after` that have no vector of the current embedder one. Pages that did not change
 * keep theirs. Returns the last position it came to and how many it made.
 */
export async function embedPages(
  { services, payload, signal, write }: Work<typeof crawlSite>,
  after: number,
  onBatch: (made: number) => void,
): Promise<number> {
  const { embedder } = services.llm;
  for (let at = after; ; ) {
    signal.throwIfAborted();
    const chunks = await services.db
      .selectFrom('chunks')
      .where('sourceId', '=', payload.sourceId)
      .where('position', '>', at)
      .where('embeddingModel', 'is distinct from', embedder.model)
      .orderBy('position')
      .limit(batchSize)
      .select(['id', 'position', 'text'])
      .execute();
    const last = chunks.at(-1);
    if (last === undefined) return at;
    const texts = chunks.map((chunk) => chunk.text.slice(0, embedder.maxChars));
    const vectors = await embedder.embed(texts, signal);
    const made = chunks.flatMap(({ id }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, vector: vectorText(vector) }] : [];
    });
    // a page may be gone meanwhile; then nothing is updated
    await write((trx) => storeVectors(trx, embedder.model, made));
    at = last.position;
    onBatch(made.length);
  }
}
