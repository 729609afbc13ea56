import type { agreementInput, CalibrationBin, FieldAgreement } from '@millrace/contract/classification/results';
import type { Values } from '@millrace/contract/schemes/check-values';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import type { z } from 'zod';
import { resultRows } from './result-rows.ts';

const bins = 10;
/** The share that must be right above a threshold. */
const wantedRight = 0.95;
/** Pairs of the matrix that are shown, the most frequent first. */
const mostPairs = 400;

/** What two say about the same field of the same text, as texts that are equal where the values are. */
type Pair = { given: string; other: string; confidence: number | null };

/** The same for equal values, whatever the order of labels. */
function spell(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.map(spell).toSorted());
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

/** Cohen's kappa: the agreement above that of two who guess as often as these say each value. */
function kappaOf(pairs: readonly Pair[], agreement: number): number | null {
  const given = countBy(pairs, (pair) => pair.given);
  const other = countBy(pairs, (pair) => pair.other);
  let byChance = 0;
  for (const [value, count] of given) byChance += (count / pairs.length) * ((other.get(value) ?? 0) / pairs.length);
  return byChance === 1 ? null : (agreement - byChance) / (1 - byChance);
}

type Certain = { confidence: number; isRight: boolean };

function calibrationOf(pairs: readonly Certain[]): CalibrationBin[] {
  return Array.from({ length: bins }, (_, at) => {
    const within = pairs.filter(({ confidence }) => Math.min(bins - 1, Math.floor(confidence * bins)) === at);
    const mean = (read: (pair: Certain) => number) =>
      within.length === 0 ? 0 : within.reduce((sum, pair) => sum + read(pair), 0) / within.length;
    return {
      from: at / bins,
      to: (at + 1) / bins,
      n: within.length,
      confidence: mean(({ confidence }) => confidence),
      agreement: mean(({ isRight }) => Number(isRight)),
    };
  }).filter(({ n }) => n > 0);
}

/** The lowest confidence at and above which the wanted share was right. */
function thresholdOf(pairs: readonly Certain[]): number | null {
  const ordered = pairs.toSorted((a, b) => b.confidence - a.confidence);
  let right = 0;
  let threshold: number | null = null;
  for (const [at, pair] of ordered.entries()) {
    right += Number(pair.isRight);
    // equal confidences stand on the same side
    if (ordered[at + 1]?.confidence !== pair.confidence && right / (at + 1) >= wantedRight) threshold = pair.confidence;
  }
  return threshold;
}

export function agreementOf(pairs: readonly Pair[]): FieldAgreement {
  const n = pairs.length;
  if (n === 0) return { n, agreement: null, kappa: null, matrix: [], calibration: [], ece: null, threshold95: null };
  const agreement = pairs.filter(({ given, other }) => given === other).length / n;
  const matrix = [...countBy(pairs, ({ given, other }) => JSON.stringify([given, other]))]
    .map(([pair, count]) => {
      const [given, other] = JSON.parse(pair) as [string, string];
      return { given, other, count };
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostPairs);
  const certain = pairs.flatMap(({ given, other, confidence }) =>
    confidence === null ? [] : [{ confidence, isRight: given === other }],
  );
  const calibration = calibrationOf(certain);
  const ece = calibration.reduce(
    (sum, bin) => sum + (bin.n / certain.length) * Math.abs(bin.confidence - bin.agreement),
    0,
  );
  return {
    ...{ n, agreement, kappa: kappaOf(pairs, agreement), matrix, calibration },
    ece: certain.length === 0 ? null : ece,
    threshold95: thresholdOf(certain),
  };
}

type Row = { values: Values; confidence: Record<string, number | null> | null; other: Values };

/**
 * By field, how often the provider of a classification said what people say, or what another classification says about the same texts.
 * Only fields count that people accepted or corrected, and answers that both gave.
 */
export async function measureAgreement(
  db: Database,
  workspaceId: string,
  { classificationId, with: otherId }: z.output<typeof agreementInput>,
): Promise<Record<string, FieldAgreement>> {
  const rows =
    otherId === undefined
      ? await sql<Row>`select item.field_values as "values", item.confidence,
          judged.accepted_values || judged.field_values as other
        from ${resultRows(workspaceId, classificationId)} result
        join classification_items item on item.id = result.id
        join judgements judged on judged.scheme_id = item.scheme_id and judged.subject_id = item.subject_id
        where item.status = 'done' and judged.review in ('accepted', 'corrected')`.execute(db)
      : await sql<Row>`select result.field_values as "values", result.confidence, other.field_values as other
        from ${resultRows(workspaceId, classificationId)} result
        join ${resultRows(workspaceId, otherId)} other
          on other.subject_id = result.subject_id and other.scheme_id = result.scheme_id
        where result.status = 'done' and other.status = 'done'`.execute(db);
  const pairs = new Map<string, Pair[]>();
  for (const { values, confidence, other } of rows.rows)
    for (const [key, value] of Object.entries(values)) {
      if (!Object.hasOwn(other, key)) continue;
      const list = pairs.get(key) ?? [];
      list.push({ given: spell(value), other: spell(other[key]), confidence: confidence?.[key] ?? null });
      pairs.set(key, list);
    }
  return Object.fromEntries([...pairs].map(([key, list]) => [key, agreementOf(list)]));
}
