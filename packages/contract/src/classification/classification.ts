import { z } from 'zod';
import { defineJob } from '../jobs/define-job.ts';
import { searchFiltersSchema } from '../search/search.ts';
import { word, worded } from '../wording.ts';

/** Which texts: all that hold what is given. Without anything, every record of the workspace. */
export const scopeSchema = z.strictObject({
  subject: z.literal('record'),
  sourceIds: z.array(z.uuid()).min(1, 'Choose at least one source').max(200, 'At most 200 sources').optional(),
  recordIds: z.array(z.uuid()).min(1, 'Choose at least one text').max(10_000, 'At most 10,000 texts').optional(),
  filters: searchFiltersSchema.optional(),
  /** Words that the text or its title must contain, whatever their case. */
  query: z.string().trim().max(500).optional(),
});
export type Scope = z.output<typeof scopeSchema>;

export const providerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('builtin') }),
  z.strictObject({
    kind: z.literal('model'),
    /** Null: the endpoint of the environment. */
    endpointId: z.uuid().nullable(),
    model: z.string().trim().min(1, 'Choose a model').max(200),
    /** Left out: the server's default. */
    temperature: z.number().min(0).max(2).optional(),
    /** How many corrected texts are shown to the model as examples. */
    examples: z.int().min(0).max(20).default(4),
  }),
]);
export type Provider = z.output<typeof providerSchema>;

/**
 * `new`: what has no answer yet. `failed`: whose last answer failed. `changed`: whose text or scheme has changed since its last answer.
 * `confidenceBelow`: whose last answer has a field that is less certain.
 */
export const onlySchema = z.union([
  z.enum(['all', 'new', 'failed', 'changed']),
  z.strictObject({ confidenceBelow: z.number().min(0).max(1) }),
]);
export type Only = z.output<typeof onlySchema>;

export const planInput = z.object({
  workspaceId: z.uuid(),
  schemeIds: z.array(z.uuid()).min(1, 'Choose at least one scheme').max(10, 'At most 10 schemes at once'),
  scope: scopeSchema,
  provider: providerSchema,
  only: onlySchema.default('all'),
});
export const tryInput = planInput.extend({ limit: z.int().min(1).max(10, 'At most 10 texts').default(5) });
export const createClassificationInput = planInput.extend({
  name: z.string().trim().max(200).optional(),
  /** Requests at the same time. */
  concurrency: z.int().min(1).max(32, 'At most 32 requests at once').default(6),
});
export const classificationInput = z.object({ classificationId: z.uuid() });
export const listClassificationsInput = z.object({
  workspaceId: z.uuid(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(100).default(50),
});

export const classificationStatuses = [
  'pending',
  'running',
  'paused',
  'completed',
  'completed-with-errors',
  'failed',
  'cancelled',
] as const;
export type ClassificationStatus = (typeof classificationStatuses)[number];

/** Tokens of a model, counted by us until the server says. */
export type Tokens = { input: number; output: number };
/** `done` excludes `failed`; `cached` are among `done`. */
export type ClassificationCounts = { total: number; done: number; failed: number; cached: number };

export type SchemeOf = { schemeId: string; version: number; name: string };

export type ClassificationView = {
  id: string;
  workspaceId: string;
  runId: string | null;
  name: string;
  status: ClassificationStatus;
  /** Why it is paused, failed, or has errors; in words. */
  reason: string | null;
  schemes: SchemeOf[];
  scope: Scope;
  provider: Provider;
  concurrency: number;
  counts: ClassificationCounts;
  tokens: Tokens;
  /** In US dollars; null without a price. */
  cost: number | null;
  createdAt: string;
  createdBy: string | null;
};
export type ClassificationListItem = Pick<
  ClassificationView,
  'id' | 'runId' | 'name' | 'status' | 'reason' | 'counts' | 'createdAt'
>;

/** Something that a plan warns of, as a code and in words. */
export type PlanWarning = { code: string; message: string };

/** What a classification would do; it costs nothing to ask. */
export type PlanView = {
  /** Answers to give: texts times schemes. */
  items: number;
  /** Of these, how many the cache has: they cost nothing. */
  cached: number;
  tokens: Tokens;
  /** In US dollars; null without a price. */
  cost: number | null;
  /** From the latencies that were measured before; null when nothing was. */
  seconds: { min: number; max: number } | null;
  /** The prompt for the first text; null for the built-in provider. */
  prompt: string | null;
  warnings: PlanWarning[];
};

const progress = z.object({ total: z.int(), done: z.int(), failed: z.int(), cached: z.int() });

const dayMs = 24 * 3_600_000;

export const classifyTexts = defineJob({
  name: 'classification.classify-texts',
  title: 'Classifying texts',
  lane: 'llm',
  role: 'analyst',
  payload: z.object({ classificationId: z.uuid() }),
  progress,
  result: progress,
  initial: { total: 0, done: 0, failed: 0, cached: 0 },
  // each request has limits of its own; what is answered stays, and a further attempt continues with the rest
  softLimitMs: 7 * dayMs - 60_000,
  hardLimitMs: 7 * dayMs,
  describe: ({ total, done, failed }) => ({
    ...worded('{done} of {total, plural, one {# text} other {# texts}} classified', { done: done + failed, total }),
    done: done + failed,
    total,
    unit: word('texts'),
    parts: [
      { name: word('classified'), tone: 'good', count: done },
      { name: word('failed'), tone: 'bad', count: failed },
      { name: word('waiting'), tone: 'none', count: Math.max(0, total - done - failed) },
    ],
  }),
});
