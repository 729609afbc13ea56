import type { Evidence } from '@millrace/contract/classification/results';
import type { Value } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';
import { maxEntries } from '@millrace/contract/schemes/json-schema';
import { isUnknown, type ModelAnswer } from './read-answer.ts';

/** An answer whose quotes were looked for in the text. */
export type PlacedAnswer = Omit<ModelAnswer, 'quotes'> & { evidence: Record<string, Evidence[]> };

type Claim = { value: Value; confidence: number | null; justification: string | undefined; evidence: Evidence[] };

const claimOf = ({ key }: Field, answer: PlacedAnswer): Claim => ({
  value: answer.values[key] ?? null,
  confidence: answer.confidence[key] ?? null,
  justification: answer.justification[key],
  evidence: answer.evidence[key] ?? [],
});

/** Which of two claims the text supports better: found quotes first, then what the model is more certain of. */
function strength({ value, confidence, evidence }: Claim): number {
  if (isUnknown(value)) return -1;
  const found = evidence.filter((quote) => quote.found).length;
  return (found > 0 ? 2 : 0) + (confidence ?? 0.5);
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** Several values of a list: joined, each once, in the order of the text. */
function join(field: Field, claims: Claim[]): Claim {
  const known = claims.filter(({ value }) => Array.isArray(value));
  if (known.length === 0) return claims[0] as Claim;
  const seen = new Set<string>();
  const entries = known.flatMap(({ value }) =>
    (value as unknown[]).filter((entry) => {
      const text = JSON.stringify(entry);
      return seen.has(text) ? false : seen.add(text);
    }),
  );
  const most = Math.min(typeof field.max === 'number' ? field.max : maxEntries, maxEntries);
  const confidences = known.flatMap(({ confidence }) => (confidence === null ? [] : [confidence]));
  const justification = known.flatMap((claim) => claim.justification ?? []).join(' ');
  return {
    value: entries.slice(0, most) as Value,
    confidence: confidences.length > 0 ? mean(confidences) : null,
    justification: justification === '' ? undefined : justification,
    evidence: known.flatMap(({ evidence }) => evidence),
  };
}

const best = (claims: Claim[]): Claim =>
  claims.reduce((leader, claim) => (strength(claim) > strength(leader) ? claim : leader));

/** The answer to a long text from the answers to its parts: lists are joined, of every other field the best supported value counts. */
export function foldAnswers(fields: readonly Field[], answers: readonly PlacedAnswer[]): PlacedAnswer {
  const [only, ...more] = answers;
  if (only !== undefined && more.length === 0) return only;
  const folded: PlacedAnswer = { values: {}, confidence: {}, justification: {}, evidence: {} };
  for (const field of fields) {
    const claims = answers.map((answer) => claimOf(field, answer));
    const claim = field.type === 'list' || field.type === 'labels' ? join(field, claims) : best(claims);
    folded.values[field.key] = claim.value;
    folded.confidence[field.key] = claim.confidence;
    if (claim.justification !== undefined) folded.justification[field.key] = claim.justification;
    if (claim.evidence.length > 0) folded.evidence[field.key] = claim.evidence;
  }
  return folded;
}
