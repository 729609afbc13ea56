import type {
  Facet,
  FacetsView,
  FieldFacets,
  RangeFacet,
  ResultFilter,
} from '@millrace/contract/classification/results';
import type { Field } from '@millrace/contract/schemes/field';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import { matchesFilter, resultRows } from './result-rows.ts';

/** Of texts and open labels the most frequent ones are shown. */
const mostValues = 50;
const ranges = 10;

type Counted = { key: string; value: Facet['value'] | object; count: number };

const byCount = (a: Facet, b: Facet) => b.count - a.count || String(a.value).localeCompare(String(b.value), 'en');

function numberRanges(values: { value: number; count: number }[]): RangeFacet[] {
  const all = values.map(({ value }) => value);
  const [low, high] = [Math.min(...all), Math.max(...all)];
  const step = (high - low) / ranges || 1;
  const counts = new Array<number>(high === low ? 1 : ranges).fill(0);
  for (const { value, count } of values)
    counts[Math.min(counts.length - 1, Math.floor((value - low) / step))]! += count;
  return counts.map((count, at) => ({
    from: low + at * step,
    to: at === counts.length - 1 ? high : low + (at + 1) * step,
    count,
  }));
}

const dayMs = 86_400_000;
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);

function dateRanges(values: { value: string; count: number }[]): RangeFacet[] {
  const days = values.map(({ value, count }) => ({ value: Date.parse(value) / dayMs, count }));
  return numberRanges(days).map(({ from, to, count }) => ({
    from: dayOf(Math.round(Number(from)) * dayMs),
    to: dayOf(Math.round(Number(to)) * dayMs),
    count,
  }));
}

function facetsOf(field: Field, counted: Counted[]): FieldFacets {
  const known = counted.filter(({ value }) => value !== null && typeof value !== 'object') as (Facet & Counted)[];
  const unknown = counted.find(({ value }) => value === null)?.count ?? 0;
  if (field.type === 'list') return { values: [], unknown };
  const values = known.map(({ value, count }) => ({ value, count })).toSorted(byCount);
  if (values.length === 0) return { values, unknown };
  if (field.type === 'number' || field.type === 'integer')
    return {
      values: values.slice(0, mostValues),
      ranges: numberRanges(values as { value: number; count: number }[]),
      unknown,
    };
  if (field.type === 'date')
    return {
      values: values.slice(0, mostValues),
      ranges: dateRanges(values as { value: string; count: number }[]),
      unknown,
    };
  const isBounded = field.type === 'enum' || field.type === 'boolean' || (field.type === 'labels' && !field.open);
  return { values: isBounded ? values : values.slice(0, mostValues), unknown };
}

/** How often each value is there among the results that match; a label counts wherever it is in a list. */
export async function countFacets(
  db: Database,
  {
    workspaceId,
    classificationId,
    filter,
    fields,
  }: { workspaceId: string; classificationId: string; filter: ResultFilter | undefined; fields: readonly Field[] },
): Promise<FacetsView> {
  const { rows } = await sql<{ part: string; key: string; value: Counted['value']; count: number }>`
    with matching as materialized (
      select result.status, result.review, result.error_code, result.accepted
      from ${resultRows(workspaceId, classificationId)} result where ${matchesFilter(filter)}),
    single as (
      select field.key, case jsonb_typeof(field.value) when 'array' then element.value else field.value end as value
      from matching, jsonb_each(matching.accepted) field
      left join lateral jsonb_array_elements(case jsonb_typeof(field.value) when 'array' then field.value end) element on true
      where jsonb_typeof(field.value) <> 'array' or element.value is not null)
    select 'field' as part, key, value, count(*) as count from single group by key, value
    union all select 'status', '', to_jsonb(status), count(*) from matching group by status
    union all select 'review', '', to_jsonb(coalesce(review, 'none')), count(*) from matching group by review
    union all select 'error', '', to_jsonb(error_code), count(*) from matching where error_code is not null group by error_code`.execute(
    db,
  );
  const part = (name: string): Facet[] =>
    rows
      .filter((row) => row.part === name)
      .map(({ value, count }) => ({ value: value as Facet['value'], count }))
      .toSorted(byCount);
  const status = part('status');
  return {
    total: status.reduce((sum, { count }) => sum + count, 0),
    status,
    review: part('review'),
    errors: part('error'),
    fields: Object.fromEntries(
      fields.map((field) => [
        field.key,
        facetsOf(
          field,
          rows.filter(({ part: name, key }) => name === 'field' && key === field.key),
        ),
      ]),
    ),
  };
}
