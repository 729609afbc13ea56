import type { Embedder, Unrelated } from '@millrace/llm/port';
import { letterShare, type Ranked } from './rank-passages.ts';

/**
 * How many deviations above unrelated texts a passage must be that has no word of the query. Of some hundred passages the nearest
 * unrelated one is about three above: what is below is left out, and what is not far above it is called weak.
 */
const leastDeviations = 3;
const strongDeviations = 4.5;

/** Texts about different things: whatever two of them have in common is noise of the embedder. */
const queries = [
  'How are volcanoes formed?',
  'best recipe for lentil soup',
  'invoice payment deadline',
  'symptoms of a broken ankle',
  'history of the violin',
  'tyre pressure of a bicycle',
  'Who may vote in the assembly?',
  'migration of wild geese',
];
const texts = [
  'The museum is closed on Mondays. Guided tours begin at the main entrance every hour.',
  'Rinse the filter under running water once a month and let it dry before you put it back.',
  'The novel tells of two brothers who leave their village to look for work in the mines.',
  'A share entitles its holder to one vote and to a part of the profit of the company.',
  'Sheep are moved to the higher meadows in June and return before the first snow.',
  'The satellite sends a picture of the ice every ninety minutes to three stations.',
  'Passwords have at least fourteen characters and are changed when they become known.',
  'The orchestra rehearses in the old customs house by the river.',
];

const measured = new Map<string, Promise<Unrelated | undefined>>();

/** The cosines of unrelated texts, asked of the embedder once per process; undefined where they tell nothing, or nobody answers. */
export function unrelatedOf(embedder: Omit<Embedder, 'close'>): Promise<Unrelated | undefined> {
  if (embedder.unrelated !== undefined) return Promise.resolve(embedder.unrelated);
  const known = measured.get(embedder.model);
  if (known) return known;
  const measuring = measure(embedder).catch(() => {
    measured.delete(embedder.model);
    return undefined;
  });
  measured.set(embedder.model, measuring);
  return measuring;
}

async function measure(embedder: Omit<Embedder, 'close'>): Promise<Unrelated | undefined> {
  const vectors = (await embedder.embed([...queries, ...texts])).filter((vector) => vector !== null);
  if (vectors.length < queries.length + texts.length) return undefined;
  const cosines = vectors
    .slice(0, queries.length)
    .flatMap((query) => vectors.slice(queries.length).map((text) => dot(query, text)));
  const mean = cosines.reduce((sum, cosine) => sum + cosine, 0) / cosines.length;
  const deviation = Math.sqrt(cosines.reduce((sum, cosine) => sum + (cosine - mean) ** 2, 0) / cosines.length);
  // where all is alike, nothing is far from anything
  return mean + leastDeviations * deviation < 0.95 ? { mean, deviation } : undefined;
}

const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0);

export type Strength = 'strong' | 'weak' | 'none';

/** What a hit found by its words is is sure; one found by its meaning alone is as sure as its cosine. */
export function strengthOf(
  { reasons, cosine, text }: Pick<Ranked, 'reasons' | 'cosine' | 'text'>,
  embedder: Pick<Embedder, 'reads'>,
  unrelated: Unrelated | undefined,
): Strength {
  if (reasons.words.some(({ times }) => times > 0) || letterShare(reasons) === 1) return 'strong';
  if (letterShare(reasons) > 0) return 'weak';
  if (unrelated === undefined || cosine === null) return 'strong';
  // a text that the embedder does not know is near to any nonsense
  if (embedder.reads?.(text) === false) return 'none';
  const deviations = (cosine - unrelated.mean) / Math.max(unrelated.deviation, 0.01);
  return deviations >= strongDeviations ? 'strong' : deviations >= leastDeviations ? 'weak' : 'none';
}
