import { z } from 'zod';
import { defineJob } from '../jobs/define-job.ts';
import type { Locator } from '../records/locator.ts';
import { sourceKinds } from '../sources/source-kinds.ts';
import { word, worded } from '../wording.ts';

/** All are optional and all must hold; within one, any of its values. Days are of the workspace's time zone, the first and the last
 * included. */
export const searchFiltersSchema = z.object({
  sourceIds: z.array(z.uuid()).max(200).optional(),
  /** Of `sourceKinds`. */
  kinds: z.array(z.enum(sourceKinds.map(({ value }) => value))).optional(),
  /** ISO 639: `de`, `ne`. */
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/, 'Enter a language code such as "de"'))
    .max(50)
    .optional(),
  /** Whatever their case. */
  tags: z.array(z.string().trim().min(1).max(50)).max(30).optional(),
  /** Of the record, as its source says it; else of the day when the source was added. */
  after: z.iso.date().optional(),
  before: z.iso.date().optional(),
});
export type SearchFilters = z.infer<typeof searchFiltersSchema>;

/**
 * In `query`, "words in quotes" must stand together, a word that ends in `*` stands for all that begin so, and a word behind `-` must
 * not be there. A word that no passage has is taken for its nearest one.
 */
export const searchInput = z.object({
  workspaceId: z.uuid(),
  query: z.string().trim().min(1, 'Enter what to search for').max(2_000, 'A search can have at most 2,000 characters'),
  filters: searchFiltersSchema.optional(),
  limit: z.int().min(1).max(100).default(10),
});
export const searchChoicesInput = z.object({ workspaceId: z.uuid() });

/**
 * `text` is the passage; `start` and `end` say where it stands in its record (UTF-16 units), `page` counts from 1; `place` is
 * there for what has no pages. `highlights` are the words of the query within `text`, `[start, end]` each, in their order.
 * `score` is the fused score: higher is better, comparable only within one answer.
 */
export type SearchHit = {
  chunkId: string;
  recordId: string;
  sourceId: string;
  title: string;
  text: string;
  page: number | null;
  place: Locator | null;
  start: number;
  end: number;
  score: number;
  highlights: [number, number][];
  /** There when it has no word of the query and its meaning is not very near: lists fold it away. */
  weak?: true;
};

/** A word that nothing has, and what was looked for in its place. */
export type Correction = { from: string; to: string };

export type SearchAnswer = {
  hits: SearchHit[];
  corrected?: Correction[];
  /** There when the embedder could not be reached: these were found by their words alone. */
  degraded?: true;
  /** There when the embedder does not know the script of the query: these were found by their words alone. */
  wordsOnly?: true;
};

/**
 * Why a passage stands where it does: what each part brings to its score, which is their sum. `weight`: how telling a word is, the
 * rarer in the workspace the higher; `times`: how often the passage has it, and its neighbours.
 */
export type SearchReasons = {
  words: { word: string; weight: number; times: number; beside: number }[];
  parts: { words: number; together: number; meaning: number; letters: number };
  /** 1 is the same direction as the query; null while the passage has no vector. */
  cosine: number | null;
};
export type SearchTestHit = SearchHit & { reasons: SearchReasons };
export type SearchTest = Omit<SearchAnswer, 'hits'> & { hits: SearchTestHit[] };

/** What the passages of a workspace can be filtered by: what is there. */
export type SearchFacets = {
  sources: { id: string; title: string }[];
  /** Of `sourceKinds`. */
  kinds: string[];
  languages: string[];
  tags: string[];
};

/**
 * Gives every passage of a workspace a vector of the current embedder; started when the embedder has changed. With `recordId` only
 * those of one record, whose text was changed.
 */
export const embedChunks = defineJob({
  name: 'search.embed-chunks',
  title: 'Indexing the workspace again',
  lane: 'llm',
  payload: z.object({ workspaceId: z.uuid(), recordId: z.uuid().optional() }),
  progress: z.object({ done: z.int(), total: z.int() }),
  result: z.object({ embedded: z.int(), model: z.string() }),
  softLimitMs: 3_540_000,
  hardLimitMs: 3_600_000,
  initial: { done: 0, total: 0 },
  describe: (p) => ({
    ...worded('{done} of {total, plural, one {# passage} other {# passages}} indexed again', p),
    done: p.done,
    total: p.total,
    unit: word('passages'),
  }),
});
