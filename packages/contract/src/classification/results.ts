import { z } from 'zod';
import { defineJob } from '../jobs/define-job.ts';
import type { Values } from '../schemes/check-values.ts';
import { word, worded } from '../wording.ts';
import type { Tokens } from './classification.ts';

/** Why there is no answer, or none that can be used. */
export const answerErrorCodes = [
  'off-label',
  'out-of-range',
  'wrong-type',
  'not-a-date',
  'missing',
  'repeated',
  'unexpected',
  'not-json',
  'truncated',
  'refused',
  'empty',
  'too-long',
  'gone',
  'unsupported',
  'model',
] as const;
export type AnswerErrorCode = (typeof answerErrorCodes)[number];

const fieldValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const resultFilterSchema = z.strictObject({
  schemeId: z.uuid().optional(),
  status: z.enum(['done', 'failed']).optional(),
  review: z.enum(['accepted', 'rejected', 'corrected', 'none']).optional(),
  errorCode: z.string().max(40).optional(),
  /** Accepted values by field: any of them. A value of `labels` is held by each of its labels. */
  values: z.record(z.string().max(64), z.array(fieldValue).max(200)).optional(),
  /** Of any field. */
  confidenceBelow: z.number().min(0).max(1).optional(),
  /** Words of the text or its title, whatever their case. */
  query: z.string().trim().max(500).optional(),
});
export type ResultFilter = z.output<typeof resultFilterSchema>;

/** `uncertain`: the least certain first. `field`: by the accepted value of a field. */
export const resultSortSchema = z.union([
  z.enum(['position', 'uncertain', 'title']),
  z.strictObject({ field: z.string().max(64), direction: z.enum(['asc', 'desc']) }),
]);
export type ResultSort = z.output<typeof resultSortSchema>;

export const resultInput = z.object({ resultId: z.uuid() });
export const listResultsInput = z.object({
  classificationId: z.uuid(),
  filter: resultFilterSchema.optional(),
  sort: resultSortSchema.default('position'),
  cursor: z.string().max(4_000).optional(),
  limit: z.int().min(1).max(200, 'At most 200 results per page').default(50),
});
export const facetsInput = listResultsInput.pick({ classificationId: true, filter: true });
export const correctResultInput = resultInput.extend({
  /** By field; what is left out stays as it is. */
  values: z.record(z.string().max(64), z.unknown()),
  /** The version of the correction that was seen; 0: there was none. */
  expectedVersion: z.int().min(0).optional(),
});
export const agreementInput = z.object({
  classificationId: z.uuid(),
  /** Another classification; left out: what people said. */
  with: z.uuid().optional(),
});
export const importLabelsInput = z.object({
  classificationId: z.uuid(),
  fileId: z.uuid(),
  match: z.strictObject({ column: z.string().min(1).max(300), by: z.enum(['record', 'title', 'text']) }),
  /** The field that each column says. */
  columns: z.record(z.string().max(300), z.string().max(64)),
});
export const exportFormats = ['csv', 'xlsx', 'json', 'parquet'] as const;
export const exportResultsInput = facetsInput.extend({ format: z.enum(exportFormats) });

/** A quote of the text: `start` and `end` in UTF-16 units, page from 1. Not found: the model's words are not in the text. */
export type Evidence = { quote: string; start: number | null; end: number | null; page: number | null; found: boolean };

export type ResultSubject = { kind: string; id: string; version: number; title: string; excerpt: string };

export type ResultView = {
  id: string;
  subject: ResultSubject;
  schemeId: string;
  schemeVersion: number;
  status: 'done' | 'failed';
  /** What the provider said. */
  values: Values;
  /** By field, from 0 to 1; null: not measured. */
  confidence: Record<string, number | null>;
  justification: Record<string, string>;
  evidence: Record<string, Evidence[]>;
  /** What a person said; a field that nobody corrected is not there. */
  human: Values;
  /** What counts: a person's value, else the provider's unless it was rejected. */
  accepted: Values;
  review: 'accepted' | 'rejected' | 'corrected' | null;
  /** Counts the changes of what people said; 0: nothing yet. */
  humanVersion: number;
  error: { code: string; message: string } | null;
  provider: string;
  model: string;
  tokens: Tokens;
  /** In US dollars; null without a price. */
  cost: number | null;
  cached: boolean;
};
export type ResultPage = { items: ResultView[]; nextCursor: string | null; total: number };

export type Facet = { value: string | number | boolean | null; count: number };
/** Numbers and dates come in ranges: `from` included, `to` excluded but for the last. */
export type RangeFacet = { from: number | string; to: number | string; count: number };
export type FieldFacets = { values: Facet[]; ranges?: RangeFacet[]; unknown: number };
export type FacetsView = {
  total: number;
  status: Facet[];
  review: Facet[];
  errors: Facet[];
  fields: Record<string, FieldFacets>;
};

export type CalibrationBin = { from: number; to: number; n: number; confidence: number; agreement: number };
export type FieldAgreement = {
  n: number;
  /** The share that is equal, from 0 to 1; null without any. */
  agreement: number | null;
  /** Cohen's kappa; null where it is not defined. */
  kappa: number | null;
  /** How often the provider said `given` where the other said `other`. */
  matrix: { given: string; other: string; count: number }[];
  calibration: CalibrationBin[];
  /** The expected calibration error; null without confidences. */
  ece: number | null;
  /** The confidence from which on 95 % were right; null where none is. */
  threshold95: number | null;
};

/** Writes the results of a classification into a file. */
export const exportResults = defineJob({
  name: 'classification.export-results',
  title: 'Exporting results',
  lane: 'default',
  role: 'viewer',
  payload: exportResultsInput,
  progress: z.object({ done: z.int(), total: z.int() }),
  result: z.object({ fileId: z.uuid(), rows: z.int() }),
  initial: { done: 0, total: 0 },
  describe: ({ done, total }) => ({
    ...worded('{done} of {total, plural, one {# result} other {# results}} exported', { done, total }),
    done,
    total,
    unit: word('results'),
  }),
});
