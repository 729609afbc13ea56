import { z } from 'zod';
import { defineJob } from './define-job.ts';
import type { Place } from './sources.ts';

export const searchInput = z.object({
  workspaceId: z.uuid(),
  query: z.string().trim().min(1, 'Write what you look for').max(2_000, 'A search holds at most 2,000 characters'),
  limit: z.int().min(1).max(100).default(10),
});

/**
 * `text` is the passage; `start` and `end` say where it stands in its record (UTF-16 units), `page` counts from 1; `place` is
 * there for what has no pages.
 * `score` is the fused score: higher is better, comparable only within one answer.
 */
export type SearchHit = {
  chunkId: string;
  recordId: string;
  sourceId: string;
  title: string;
  text: string;
  page: number | null;
  place: Place | null;
  start: number;
  end: number;
  score: number;
};

/**
 * Gives every passage of a workspace a vector of the current embedder; started when the embedder has changed. With `recordId` only
 * those of one record, whose text was changed.
 */
export const embedChunks = defineJob({
  name: 'search.embed-chunks',
  lane: 'llm',
  payload: z.object({ workspaceId: z.uuid(), recordId: z.uuid().optional() }),
  progress: z.object({ done: z.int(), total: z.int() }),
  result: z.object({ embedded: z.int(), model: z.string() }),
  softLimitMs: 3_540_000,
  hardLimitMs: 3_600_000,
  initial: { done: 0, total: 0 },
  describe: (p) => ({
    text: `${p.done} of ${p.total} passages indexed anew`,
    done: p.done,
    total: p.total,
    unit: 'passages',
  }),
});
