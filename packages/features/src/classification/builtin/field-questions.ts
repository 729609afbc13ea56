import type { Value, Values } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';
import type { LabelScores } from './choose-labels.ts';

/** A field as a choice among labels. */
export type FieldQuestion = {
  field: Field;
  /** What each label says, first its name with its description, then its examples. */
  said: string[][];
  /** Which labels hold for a value; undefined for a value that is none of them. */
  labelsOf(value: Value | undefined): number[] | undefined;
  /** What the scores of a text say. */
  valueOf(scores: LabelScores): Value;
};

/** Of several labels those count that are nearly as good as the best. */
const nearlyAsGood = 0.6;

const indexOfMost = (scores: Float64Array) => scores.indexOf(Math.max(...scores));

function severalOf({ min, max }: Field, scores: Float64Array): number[] {
  const order = [...scores.keys()].toSorted((a, b) => scores[b]! - scores[a]!);
  const best = scores[order[0] ?? 0] ?? 0;
  const least = typeof min === 'number' ? min : 1;
  const most = typeof max === 'number' ? max : order.length;
  const good = order.filter((at) => scores[at]! >= best * nearlyAsGood).length;
  return order.slice(0, Math.min(most, Math.max(least, good))).toSorted((a, b) => a - b);
}

function labelQuestion(field: Field): FieldQuestion {
  const labels = field.labels ?? [];
  const at = (label: string) => labels.findIndex(({ value }) => value === label);
  const labelsOf = (value: Value | undefined): number[] | undefined => {
    if (typeof value === 'string') return at(value) === -1 ? undefined : [at(value)];
    if (!Array.isArray(value)) return undefined;
    const found = value.flatMap((label) => (typeof label === 'string' && at(label) !== -1 ? at(label) : []));
    return found.length > 0 ? found : undefined;
  };
  return {
    field,
    said: labels.map(({ value, description = '', examples = [] }) => [
      description === '' ? value : `${value}. ${description}`,
      ...examples,
    ]),
    labelsOf,
    valueOf: ({ scores }) =>
      field.type === 'enum'
        ? labels[indexOfMost(scores)]!.value
        : severalOf(field, scores).map((label) => labels[label]!.value),
  };
}

function booleanQuestion(field: Field): FieldQuestion {
  const said = [field.key.replaceAll(/[_-]+/g, ' '), field.description ?? ''].filter(Boolean).join('. ');
  return {
    field,
    said: [[said], [`Not: ${said}`]],
    labelsOf: (value) => (typeof value === 'boolean' ? [value ? 0 : 1] : undefined),
    valueOf: ({ scores }) => indexOfMost(scores) === 0,
  };
}

export const questionOf = (field: Field): FieldQuestion =>
  field.type === 'boolean' ? booleanQuestion(field) : labelQuestion(field);

/** The judgements that say something about a field: the place of their text, and the labels. */
export function judgedFor(
  question: FieldQuestion,
  judged: readonly { at: number; values: Values }[],
): { at: number; labels: number[] }[] {
  return judged.flatMap(({ at, values }) => {
    const labels = question.labelsOf(values[question.field.key]);
    return labels === undefined ? [] : [{ at, labels }];
  });
}
