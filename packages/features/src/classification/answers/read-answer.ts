import type { AnswerErrorCode } from '@millrace/contract/classification/results';
import { problemsOf, type Value, type ValueProblem, type Values } from '@millrace/contract/schemes/check-values';
import type { Field } from '@millrace/contract/schemes/field';
import { labelValues } from '@millrace/contract/schemes/json-schema';
import { jsonIn } from './json-in.ts';

/** What a model said, before anybody looked whether its quotes are in the text. */
export type ModelAnswer = {
  values: Values;
  confidence: Record<string, number | null>;
  justification: Record<string, string>;
  quotes: Record<string, string[]>;
};
export type AnswerFault = { code: AnswerErrorCode; message: string };
export type ReadAnswer = { answer: ModelAnswer; fault?: undefined } | { fault: AnswerFault; answer?: undefined };

type Parts = Record<string, unknown>;

const isObject = (value: unknown): value is Parts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const own = (object: unknown, key: string): unknown =>
  isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase();

/** The label that is meant, whatever its case. */
function labelOf(field: Field, given: unknown): unknown {
  if (typeof given !== 'string') return given;
  if (field.open) return given.trim();
  const labels = labelValues(field);
  return labels.includes(given) ? given : (labels.find((label) => fold(label) === fold(given)) ?? given);
}

/** A value in the type of its field where it says the same in another one: "5" for 5, "true" for true, one label for a list of it. */
export function convertValue(field: Field, given: unknown): unknown {
  if (given === undefined || given === null) return given;
  switch (field.type) {
    case 'integer':
    case 'number':
      return typeof given === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(given) ? Number(given) : given;
    case 'boolean':
      return given === 'true' ? true : given === 'false' ? false : given;
    case 'date':
      return typeof given === 'string' ? given.trim().replace(/T[\d:.]+(Z|[+-]\d\d:\d\d)?$/, '') : given;
    case 'enum':
      return labelOf(field, given);
    case 'labels': {
      const labels = typeof given === 'string' ? [given] : given;
      return Array.isArray(labels) ? [...new Set(labels.map((label) => labelOf(field, label)))] : labels;
    }
    case 'list':
      return Array.isArray(given)
        ? given.map((entry) => (isObject(entry) ? convertAll(field.of ?? [], entry, true) : entry))
        : given;
    case 'text':
      return given;
  }
}

/** Values by field. A field that is missing and may be unknown is unknown. */
function convertAll(fields: readonly Field[], given: unknown, keepsOthers: boolean): Parts {
  const values: Parts = keepsOthers && isObject(given) ? { ...given } : {};
  for (const field of fields) {
    const value = convertValue(field, own(given, field.key));
    if (value !== undefined) values[field.key] = value;
    else if (field.unknown) values[field.key] = null;
  }
  return values;
}

function confidenceOf(fields: readonly Field[], given: unknown): Record<string, number | null> {
  return Object.fromEntries(
    fields.map(({ key }) => {
      const said = own(given, key);
      return [key, typeof said === 'number' && said >= 0 && said <= 1 ? said : null];
    }),
  );
}

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );

function partsOf(fields: readonly Field[], whole: Parts): ModelAnswer {
  const given = isObject(own(whole, 'values')) ? own(whole, 'values') : whole;
  const some = <T>(key: string, read: (value: unknown) => T[]): [string, T[]][] => {
    const part = own(whole, key);
    return fields.flatMap((field) => {
      const found = read(own(part, field.key));
      return found.length > 0 ? [[field.key, found] as [string, T[]]] : [];
    });
  };
  return {
    values: convertAll(fields, given, false) as Values,
    confidence: confidenceOf(fields, own(whole, 'confidence')),
    justification: Object.fromEntries(some('justification', textsOf).map(([key, texts]) => [key, texts.join(' ')])),
    quotes: Object.fromEntries(some('evidence', textsOf)),
  };
}

/** The first problem names the error; all of them are told. */
function faultOf(problems: ValueProblem[]): AnswerFault {
  const words = problems.slice(0, 5).map(({ path, message }) => `${path.join('.')} ${message}`);
  const more = problems.length > 5 ? ` (and ${problems.length - 5} more)` : '';
  return { code: problems[0]?.code ?? 'wrong-type', message: `${words.join('; ')}${more}.` };
}

/** Reads what a model said and checks it field by field. `finish` as the port says it. */
export function readAnswer(
  fields: readonly Field[],
  said: string,
  finish: 'stop' | 'length' | 'filtered' | undefined,
): ReadAnswer {
  if (finish === 'filtered') return { fault: { code: 'refused', message: 'The model refused to answer.' } };
  if (said.trim() === '') return { fault: { code: 'empty', message: 'The model answered nothing.' } };
  const whole = jsonIn(said);
  if (!isObject(whole)) {
    if (finish === 'length')
      return { fault: { code: 'truncated', message: 'The answer reached the length limit before its end.' } };
    return { fault: { code: 'not-json', message: 'The answer is not JSON.' } };
  }
  const answer = partsOf(fields, whole);
  const problems = problemsOf(fields, answer.values);
  return problems.length === 0 ? { answer } : { fault: faultOf(problems) };
}

/** Whether nothing is known of a field. */
export const isUnknown = (value: Value | undefined): boolean => value === null || value === undefined;
