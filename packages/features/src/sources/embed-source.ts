import type { Trx } from '@millrace/db/database';
import { vectorText } from '../search/find-passages.ts';
import { storeVectors } from '../search/stale-chunks.queries.ts';
import type { Services } from '../services.ts';
import { refuseDeleted } from './require-source.ts';

const batchSize = 32;

/** A run that gives the passages of its source vectors. */
export type EmbeddingWork = {
  services: Services;
  payload: { sourceId: string };
  signal: AbortSignal;
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
};

/**
 * Gives the chunks of a source behind the position `after` that have no vector of the current embedder one; what did not change keeps
 * its own. Each batch is stored at once, so a later attempt goes on where this one stopped. `onBatch` hears how many were made, and
 * the position of the last: what is added meanwhile stands behind it.
 */
export async function embedSource(
  { services, payload, signal, write }: EmbeddingWork,
  after: number,
  onBatch: (made: number, position: number) => void,
): Promise<void> {
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
    if (last === undefined) return;
    const texts = chunks.map((chunk) => chunk.text.slice(0, embedder.maxChars));
    const vectors = await embedder.embed(texts, signal);
    const made = chunks.flatMap(({ id }, i) => {
      const vector = vectors[i];
      return vector ? [{ id, vector: vectorText(vector) }] : [];
    });
    await write(async (trx) => {
      await refuseDeleted(trx, payload.sourceId);
      await storeVectors(trx, embedder.model, made);
    });
    at = last.position;
    onBatch(made.length, at);
  }
}

/** How many chunks have a vector; all that have none stand behind the position `after`. */
export type Embedded = { embedded: number; after: number };

export async function embeddedOf({ db, llm }: Services, sourceId: string): Promise<Embedded> {
  const { model } = llm.embedder;
  const { embedded, first, last } = await db
    .selectFrom('chunks')
    .where('sourceId', '=', sourceId)
    .select((eb) => [
      eb.fn.countAll<number>().filterWhere('embeddingModel', '=', model).as('embedded'),
      eb.fn.min('position').filterWhere('embeddingModel', 'is distinct from', model).as('first'),
      eb.fn.max('position').as('last'),
    ])
    .executeTakeFirstOrThrow();
  return { embedded: Number(embedded), after: first === null ? (last ?? -1) : first - 1 };
}
