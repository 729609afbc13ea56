import { z } from 'zod';
import { siteFields, urlFields } from '../crawl/crawl.ts';
import { defineJob } from '../jobs/define-job.ts';
import { csvOptionsSchema, type ReadOptions, readOptionsSchema } from '../reading/read-options.ts';
import { word, worded } from '../wording.ts';
import { type SourceState, type SourceStatus, sourceSorts, sourceStates, sourceStatuses } from './source-states.ts';
import { sourceVerbs } from './source-verbs.ts';

export { sourceSubject } from './source-subject.ts';
export { type SourceState, type SourceStatus, sourceSorts, sourceStates, sourceStatuses };

export const maxTextLength = 2_000_000;

/**
 * Whether a second source of octets that the workspace has as a source already is wanted. Not said: where a title or options of its own
 * make it another thing.
 */
const again = z.boolean().optional();

export const createSourceInput = z.discriminatedUnion('kind', [
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('file'),
    fileId: z.uuid(),
    title: z.string().trim().min(1).max(300).optional(),
    ...readOptionsSchema.shape,
    again,
  }),
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('text'),
    title: z.string().trim().min(1, 'Enter a title for the text').max(300),
    text: z
      .string()
      .min(1, 'Enter or paste some text')
      .max(maxTextLength, 'A text can have at most 2,000,000 characters. Upload longer text as a file'),
  }),
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('site'),
    title: z.string().trim().min(1).max(300).optional(),
    ...siteFields,
  }),
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('urls'),
    title: z.string().trim().min(1).max(300).optional(),
    ...urlFields,
  }),
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('files'),
    fileIds: z.array(z.uuid()).min(1, 'Select at least one file').max(200, 'Select at most 200 files'),
    again,
  }),
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('csv'),
    fileId: z.uuid(),
    title: z.string().trim().min(1).max(300).optional(),
    ...csvOptionsSchema.shape,
    again,
  }),
]);
/** `existing`: nothing was added, the workspace has these octets as this source. */
export type CreatedSource = { sourceId: string; runId: string; title: string; existing: boolean };
/** How each of several files fared, in the order in which they were named. */
export type CreatedFile = { fileId: string } & (CreatedSource | { error: { reason: string; message: string } });

export const listSourcesInput = z.object({
  workspaceId: z.uuid(),
  /** In the title or the file's name. */
  q: z.string().trim().max(200).optional(),
  state: z.enum(sourceStates).optional(),
  /** One of `sourceKinds`. */
  kind: z.string().max(40).optional(),
  tag: z.string().max(100).optional(),
  sort: z.enum(sourceSorts).default('newest'),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(100),
});
/** `counts`: how many fit everything but `state`, by state. */
export type SourcePage = {
  items: SourceView[];
  nextCursor: string | null;
  counts: Partial<Record<SourceState, number>>;
};
export const sourceInput = z.object({ sourceId: z.uuid() });
export const renameSourceInput = z.object({
  sourceId: z.uuid(),
  title: z.string().trim().min(1, 'Enter a title').max(300),
});
export const setSourceEnabledInput = z.object({ sourceId: z.uuid(), enabled: z.boolean() });
const tag = z.string().trim().min(1).max(50, 'A tag can have at most 50 characters');
export const setTagsInput = z.object({ sourceId: z.uuid(), tags: z.array(tag).max(30, 'Enter at most 30 tags') });
/** So many at once; each is a change of its own. */
export const maxBulk = 500;
export const bulkSourcesInput = z.object({
  workspaceId: z.uuid(),
  sourceIds: z.array(z.uuid()).min(1).max(maxBulk, `Select at most ${maxBulk} sources`),
  action: z.discriminatedUnion('verb', [
    z.object({ verb: z.enum([...sourceVerbs, 'restore']) }),
    z.object({ verb: z.enum(['tag', 'untag']), tags: z.array(tag).min(1).max(30) }),
  ]),
});
export type BulkAction = z.output<typeof bulkSourcesInput>['action'];
/** What became of each: done, or refused with why. */
export type BulkResult = { done: string[]; refused: { sourceId: string; message: string }[] };
const phases = ['reading', 'extracting', 'embedding', 'finishing'] as const;
/** Counts only grow within an attempt; a total is there when it is known. */
export const ingestProgress = z.object({
  phase: z.enum(phases),
  pages: z.int(),
  totalPages: z.int().nullable(),
  /** Of a table. */
  rows: z.int().optional(),
  chunks: z.int(),
  embedded: z.int(),
});
export type IngestProgress = z.infer<typeof ingestProgress>;

export const ingestSource = defineJob({
  name: 'sources.ingest-source',
  title: 'Reading a source',
  lane: 'default',
  role: 'editor',
  payload: z.object({ sourceId: z.uuid() }),
  progress: ingestProgress,
  result: z.object({ status: z.enum(['ready', 'partial']), records: z.int(), chunks: z.int(), skipped: z.int() }),
  // a thousand pages on the built-in embedder take minutes; the extraction child has limits of its own
  softLimitMs: 1_740_000,
  hardLimitMs: 1_800_000,
  phases: {
    reading: { from: 0, to: 0.01 },
    extracting: { from: 0.01, to: 0.1 },
    embedding: { from: 0.1, to: 0.98 },
    finishing: { from: 0.98, to: 0.99 },
  },
  initial: { phase: 'reading', pages: 0, totalPages: null, chunks: 0, embedded: 0 } as IngestProgress,
  describe: (p) => {
    if (p.phase === 'embedding')
      return {
        ...worded('{embedded} of {chunks, plural, one {# passage} other {# passages}} indexed', {
          embedded: p.embedded,
          chunks: p.chunks,
        }),
        done: p.embedded,
        total: p.chunks,
        unit: word('passages'),
        phase: p.phase,
      };
    if (p.phase === 'extracting')
      return {
        ...pagesRead(p),
        done: p.pages,
        total: p.totalPages ?? undefined,
        unit: word('pages'),
        phase: p.phase,
      };
    if (p.phase === 'reading' && p.rows)
      return {
        ...worded('{rows, plural, one {# row} other {# rows}} read so far', { rows: p.rows }),
        done: p.rows,
        unit: word('rows'),
        phase: p.phase,
      };
    return { ...(p.phase === 'finishing' ? worded('Finishing…') : worded('Reading the file…')), phase: p.phase };
  },
});

function pagesRead({ pages, totalPages }: IngestProgress) {
  if (!totalPages) return worded('{pages, plural, one {# page} other {# pages}} read so far', { pages });
  return worded('{pages} of {totalPages, plural, one {# page} other {# pages}} read', { pages, totalPages });
}

export type SourceView = {
  id: string;
  workspaceId: string;
  kind: 'file' | 'text' | 'site' | 'urls';
  title: string;
  status: SourceStatus;
  /** Why it failed or what was skipped, in words for people. */
  reason: string | null;
  /** `skipped` counts pages without text. */
  counts: { pages: number; records: number; chunks: number; embedded: number; skipped: number };
  file: { id: string; name: string; mediaType: string; size: number } | null;
  /** How its file is to be read, where that was said. */
  options: ReadOptions | null;
  runId: string | null;
  /** False: its passages are in no search and no answer. */
  enabled: boolean;
  /** In alphabetical order; each once, whatever its case. */
  tags: string[];
  /** How often a passage of it was given to a model or shown as a hit. */
  retrieved: number;
  createdAt: string;
  updatedAt: string;
};
