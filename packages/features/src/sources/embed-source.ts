import type { ingestSource } from '@millrace/contract/sources';
import type { Work } from '../jobs/handle.ts';
import { vectorText } from '../search/find-passages.ts';
import { storeVectors } from '../search/stale-chunks.queries.ts';
import { requireSource } from './extract-knowledge.ts';

const batchSize = 32;

/**
 * Gives the chunks of a source that have no vector of the current embedder one. Each batch is stored at once, so a later attempt goes
 * on where this one stopped. `onBatch` hears how many have one by now.
 */
export async function embedSource(
  task: Work<typeof ingestSource>,
  total: number,
  onBatch: (embedded: number) => void,
): Promise<void> {
  const { services, payload, signal, write } = task;
  const { embedder } = services.llm;
  for (let after = -1; ; ) {
    signal.throwIfAborted();
    const chunks = await services.db
      .selectFrom('chunks')
      .where('sourceId', '=', payload.sourceId)
      .where('position', '>', after)
      .where('embeddingModel', 'is distinct from', embedder.model)
      .orderBy('position')
      .limit(batchSize)
      .select(['id', 'position', 'text'])
      .execute();
    const last = chunks.at(-1);
    if (last === undefined) return onBatch(total);
    // those before the first without a vector have one: an earlier attempt went this far
    if (after === -1) onBatch(chunks[0]?.position ?? 0);
    const vectors = await embedder.embed(
      chunks.map((chunk) => chunk.text),
      signal,
    );
    const made = chunks.flatMap(({ id }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, vector: vectorText(vector) }] : [];
    });
    await write(async (trx) => {
      await requireSource(trx, payload.sourceId);
      await storeVectors(trx, embedder.model, made);
    });
    after = last.position;
    // what people changed may stand behind the others
    onBatch(Math.min(total, last.position + 1));
  }
}
