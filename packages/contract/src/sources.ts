import { z } from 'zod';
import { defineJob } from './define-job.ts';

/** `ready`, `partial` (complete with errors), `failed` and `cancelled` are final. */
export const sourceStatuses = ['queued', 'processing', 'ready', 'partial', 'failed', 'cancelled'] as const;
export type SourceStatus = (typeof sourceStatuses)[number];

export const maxTextLength = 2_000_000;

export const createSourceInput = z.discriminatedUnion('kind', [
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('file'),
    fileId: z.uuid(),
    title: z.string().trim().min(1).max(300).optional(),
  }),
  z.object({
    workspaceId: z.uuid(),
    kind: z.literal('text'),
    title: z.string().trim().min(1, 'Give the text a title').max(300),
    text: z
      .string()
      .min(1, 'Write or paste some text')
      .max(maxTextLength, 'A text block holds at most 2,000,000 characters; upload it as a file instead'),
  }),
]);
export const listSourcesInput = z.object({
  workspaceId: z.uuid(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(100),
});
export const sourceInput = z.object({ sourceId: z.uuid() });
export const renameSourceInput = z.object({
  sourceId: z.uuid(),
  title: z.string().trim().min(1, 'Give it a title').max(300),
});
export const listRecordsInput = z.object({
  sourceId: z.uuid(),
  cursor: z.int().min(0).optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const recordInput = z.object({ recordId: z.uuid() });

/** A place on a page: PDF points from the top left corner of the page. */
export const boxSchema = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
export type Box = z.infer<typeof boxSchema>;
/** One stretch of a record's text, `start` to `end` in UTF-16 units, and the box it stands in. Sorted by `start`. */
export const placedSpanSchema = z.object({ start: z.int(), end: z.int(), box: boxSchema });
export type PlacedSpan = z.infer<typeof placedSpanSchema>;

const phases = ['reading', 'extracting', 'embedding', 'finishing'] as const;
/** Counts only grow within an attempt; a total is there when it is known. */
export const ingestProgress = z.object({
  phase: z.enum(phases),
  pages: z.int(),
  totalPages: z.int().nullable(),
  chunks: z.int(),
  embedded: z.int(),
});
export type IngestProgress = z.infer<typeof ingestProgress>;

export const ingestSource = defineJob({
  name: 'sources.ingest-source',
  lane: 'default',
  role: 'editor',
  payload: z.object({ sourceId: z.uuid() }),
  progress: ingestProgress,
  result: z.object({ status: z.enum(['ready', 'partial']), records: z.int(), chunks: z.int(), skipped: z.int() }),
  // a thousand pages on the built-in embedder take minutes; the extraction child has limits of its own
  softLimitMs: 1_740_000,
  hardLimitMs: 1_800_000,
  initial: { phase: 'reading', pages: 0, totalPages: null, chunks: 0, embedded: 0 } as IngestProgress,
  describe: (p) => {
    if (p.phase === 'embedding')
      return {
        text: `${p.embedded} of ${p.chunks} passages indexed`,
        done: p.embedded,
        total: p.chunks,
        unit: 'passages',
        phase: p.phase,
      };
    if (p.phase === 'extracting')
      return {
        text: p.totalPages ? `${p.pages} of ${p.totalPages} pages read` : `${p.pages} pages read so far`,
        done: p.pages,
        total: p.totalPages ?? undefined,
        unit: 'pages',
        phase: p.phase,
      };
    return { text: p.phase === 'finishing' ? 'Finishing…' : 'Reading the file…', phase: p.phase };
  },
});

export type SourceView = {
  id: string;
  workspaceId: string;
  kind: 'file' | 'text';
  title: string;
  status: SourceStatus;
  /** Why it failed or what was skipped, in words for people. */
  reason: string | null;
  /** `skipped` counts pages without text. */
  counts: { pages: number; records: number; chunks: number; embedded: number; skipped: number };
  file: { id: string; name: string; mediaType: string; size: number } | null;
  runId: string | null;
  createdAt: string;
  updatedAt: string;
};

/** One place of a source (a page, or the whole of a text) with its exact text. `charStart` counts within the source. */
export type RecordView = {
  id: string;
  sourceId: string;
  position: number;
  title: string;
  text: string;
  page: number | null;
  charStart: number;
  charEnd: number;
  spans: PlacedSpan[];
};
export type FileView = { id: string; sha256: string; size: number; mediaType: string };
