import type { Evidence, ResultFilter, ResultSort, ResultView } from '@millrace/contract/classification/results';
import type { Values } from '@millrace/contract/schemes/check-values';
import { type RawBuilder, sql } from 'kysely';
import { subjectKind } from '../subjects/subject-kinds.ts';

/** What is shown of a text in a list; in characters. */
const excerptChars = 500;

/** What counts: a person's value, else what a person accepted, else the provider's unless it was rejected. */
const accepted = sql`(case when judged.review = 'rejected' then '{}'::jsonb else coalesce(item.field_values, '{}'::jsonb) end
  || coalesce(judged.accepted_values, '{}'::jsonb) || coalesce(judged.field_values, '{}'::jsonb))`;

/**
 * `select …` of every result of a classification whose text lives, as `result`. What people said about a text is found by its id; where
 * the text was read again and has another id, by its words.
 */
export function resultRows(workspaceId: string, classificationId: string): RawBuilder<unknown> {
  const living = subjectKind('record').living(workspaceId);
  return sql`(
    select item.id, item.position, item.scheme_id, item.scheme_version, item.subject_kind, item.subject_id,
      item.subject_version, item.status, item.field_values, item.confidence, item.least_confidence, item.justification,
      item.evidence, item.error_code, item.error_message, item.provider, item.model, item.input_tokens, item.output_tokens,
      item.cost, item.cached, item.answered_at, living.title, living.text, judged.review, judged.version as human_version,
      judged.field_values as human, ${accepted} as accepted
    from classification_items item
    join (${living}) living on living.id = item.subject_id
    left join lateral (
      select judgements.* from judgements
      where judgements.scheme_id = item.scheme_id and (judgements.subject_id = item.subject_id
        or judgements.text_hash = item.text_hash
          and not exists (select from (${living}) other where other.id = judgements.subject_id))
      order by judgements.subject_id = item.subject_id desc, judgements.judged_at desc limit 1
    ) judged on true
    where item.classification_id = ${classificationId} and item.status in ('done', 'failed')
  )`;
}

const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** What a filter asks of `result`. */
export function matchesFilter(filter: ResultFilter = {}): RawBuilder<unknown> {
  const { schemeId, status, review, errorCode, values = {}, confidenceBelow, query } = filter;
  const all: RawBuilder<unknown>[] = [sql`true`];
  if (schemeId) all.push(sql`result.scheme_id = ${schemeId}`);
  if (status) all.push(sql`result.status = ${status}`);
  if (review) all.push(review === 'none' ? sql`result.review is null` : sql`result.review = ${review}`);
  if (errorCode) all.push(sql`result.error_code = ${errorCode}`);
  if (confidenceBelow !== undefined) all.push(sql`result.least_confidence < ${confidenceBelow}`);
  for (const [key, wanted] of Object.entries(values)) {
    const any = wanted.map((value) =>
      value === null
        ? sql`coalesce(result.accepted -> ${key}::text, 'null'::jsonb) = 'null'::jsonb`
        : sql`result.accepted -> ${key}::text @> ${JSON.stringify(value)}::jsonb`,
    );
    all.push(any.length > 0 ? sql`(${sql.join(any, sql` or `)})` : sql`true`);
  }
  for (const word of query?.split(/\s+/).filter(Boolean) ?? [])
    all.push(sql`result.title || ' ' || result.text ilike ${`%${literally(word)}%`}`);
  return sql.join(all, sql` and `);
}

export type Order = { by: RawBuilder<unknown>; type: RawBuilder<unknown>; isDescending: boolean };

/** How results are ordered, as one value that is never null; the id decides between equals. */
export function orderOf(sort: ResultSort): Order {
  if (typeof sort === 'object') {
    const by = sql`coalesce(result.accepted -> ${sort.field}::text, 'null'::jsonb)`;
    return { by, type: sql`jsonb`, isDescending: sort.direction === 'desc' };
  }
  switch (sort) {
    case 'position':
      return { by: sql`result.position`, type: sql`int`, isDescending: false };
    case 'title':
      return { by: sql`lower(result.title)`, type: sql`text`, isDescending: false };
    case 'uncertain':
      // what is not measured comes after what is
      return { by: sql`coalesce(result.least_confidence, 2)::float8`, type: sql`float8`, isDescending: false };
  }
}

export type ResultRow = {
  id: string;
  schemeId: string;
  schemeVersion: number;
  subjectKind: string;
  subjectId: string;
  subjectVersion: number;
  status: 'done' | 'failed';
  fieldValues: Values | null;
  confidence: Record<string, number | null> | null;
  justification: Record<string, string> | null;
  evidence: Record<string, Evidence[]> | null;
  errorCode: string | null;
  errorMessage: string | null;
  provider: string;
  model: string;
  inputTokens: number;
  outputTokens: number;
  cost: number | null;
  cached: boolean;
  title: string;
  excerpt: string;
  review: 'accepted' | 'rejected' | 'corrected' | null;
  humanVersion: number | null;
  human: Values | null;
  accepted: Values;
};

/** The columns of a row, as the list shows them. */
export const shownColumns = sql`result.id, result.scheme_id, result.scheme_version, result.subject_kind, result.subject_id,
  result.subject_version, result.status, result.field_values, result.confidence, result.justification, result.evidence,
  result.error_code, result.error_message, result.provider, result.model, result.input_tokens, result.output_tokens,
  result.cost, result.cached, result.title, left(result.text, ${sql.lit(excerptChars)}) as excerpt, result.review,
  result.human_version, result.human, result.accepted`;

export function viewOf(row: ResultRow): ResultView {
  return {
    id: row.id,
    subject: {
      kind: row.subjectKind,
      id: row.subjectId,
      version: row.subjectVersion,
      title: row.title,
      excerpt: row.excerpt,
    },
    schemeId: row.schemeId,
    schemeVersion: row.schemeVersion,
    status: row.status,
    values: row.fieldValues ?? {},
    confidence: row.confidence ?? {},
    justification: row.justification ?? {},
    evidence: row.evidence ?? {},
    human: row.human ?? {},
    accepted: row.accepted,
    review: row.review,
    humanVersion: row.humanVersion ?? 0,
    error: row.errorCode === null ? null : { code: row.errorCode, message: row.errorMessage ?? '' },
    provider: row.provider,
    model: row.model,
    tokens: { input: row.inputTokens, output: row.outputTokens },
    cost: row.cost,
    cached: row.cached,
  };
}
