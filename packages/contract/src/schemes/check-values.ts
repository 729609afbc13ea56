import type { Field } from './field.ts';
import { dayPattern, labelValues, maxEntries, maxOpenLabel, maxText } from './json-schema.ts';

/** What can be wrong with one value. */
export type ValueCode =
  | 'missing'
  | 'wrong-type'
  | 'off-label'
  | 'out-of-range'
  | 'not-a-date'
  | 'repeated'
  | 'unexpected';
/** `path` leads from the values to the wrong one: the key of a field, then places in lists and keys of their entries. */
export type ValueProblem = { path: (string | number)[]; code: ValueCode; message: string };

export type Value = string | number | boolean | null | string[] | Record<string, unknown>[];
export type Values = Record<string, Value>;

type Problems = Iterable<ValueProblem>;

const dayTest = new RegExp(dayPattern, 'u');
const characters = (text: string) => Array.from(text).length;
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const problem = (code: ValueCode, message: string, path: ValueProblem['path'] = []): ValueProblem => ({
  path,
  code,
  message,
});

function* inRange(field: Field, size: number, most: number, what: string): Problems {
  const min = typeof field.min === 'number' ? field.min : 0;
  const max = Math.min(typeof field.max === 'number' ? field.max : most, most);
  if (size < min) yield problem('out-of-range', `has ${size} ${what}; at least ${min} are required`);
  if (size > max) yield problem('out-of-range', `has ${size} ${what}; at most ${max} are allowed`);
}

function* checkNumber(field: Field, value: unknown): Problems {
  if (typeof value !== 'number' || !Number.isFinite(value)) yield problem('wrong-type', 'is not a number');
  else if (field.type === 'integer' && !Number.isInteger(value)) yield problem('wrong-type', 'is not a whole number');
  else if (typeof field.min === 'number' && value < field.min) yield problem('out-of-range', `is below ${field.min}`);
  else if (typeof field.max === 'number' && value > field.max) yield problem('out-of-range', `is above ${field.max}`);
}

function* checkDate(field: Field, value: unknown): Problems {
  if (typeof value !== 'string') yield problem('wrong-type', 'is not a date');
  else if (!dayTest.test(value)) yield problem('not-a-date', 'is not a date that exists, written YYYY-MM-DD');
  else if (typeof field.min === 'string' && value < field.min) yield problem('out-of-range', `is before ${field.min}`);
  else if (typeof field.max === 'string' && value > field.max) yield problem('out-of-range', `is after ${field.max}`);
}

function* checkLabel(field: Field, value: unknown, path: ValueProblem['path'] = []): Problems {
  if (typeof value !== 'string') yield problem('wrong-type', 'is not a label', path);
  else if (field.open) {
    const length = characters(value);
    if (length === 0 || length > maxOpenLabel)
      yield problem('out-of-range', `has ${length} characters; a label has 1 to ${maxOpenLabel}`, path);
  } else if (!labelValues(field).includes(value))
    yield problem('off-label', `"${value.slice(0, 100)}" is not one of the labels`, path);
}

function* checkLabels(field: Field, value: unknown): Problems {
  if (!Array.isArray(value)) return yield problem('wrong-type', 'is not a list of labels');
  for (const [at, label] of value.entries()) yield* checkLabel(field, label, [at]);
  if (new Set(value).size < value.length) yield problem('repeated', 'has a label twice');
  yield* inRange(field, value.length, field.open ? maxEntries : labelValues(field).length, 'labels');
}

function* checkList(field: Field, value: unknown): Problems {
  if (!Array.isArray(value)) return yield problem('wrong-type', 'is not a list');
  yield* inRange(field, value.length, maxEntries, 'entries');
  for (const [at, entry] of value.entries()) {
    if (!isObject(entry)) yield problem('wrong-type', 'is not an object', [at]);
    else for (const found of problemsOf(field.of ?? [], entry)) yield { ...found, path: [at, ...found.path] };
  }
}

function* checkText(field: Field, value: unknown): Problems {
  if (typeof value !== 'string') yield problem('wrong-type', 'is not a text');
  else yield* inRange(field, characters(value), maxText, 'characters');
}

function* checkBoolean(_field: Field, value: unknown): Problems {
  if (typeof value !== 'boolean') yield problem('wrong-type', 'is neither true nor false');
}

const checks: Record<Field['type'], (field: Field, value: unknown) => Problems> = {
  text: checkText,
  integer: checkNumber,
  number: checkNumber,
  boolean: checkBoolean,
  date: checkDate,
  enum: checkLabel,
  labels: checkLabels,
  list: checkList,
};

/** What is wrong with the value of one field; nothing if all is well. */
export function problemsOfValue(field: Field, value: unknown): ValueProblem[] {
  if (value === undefined) return [problem('missing', 'is missing', [field.key])];
  if (value === null)
    return field.unknown ? [] : [problem('missing', 'is not known, but this field needs an answer', [field.key])];
  return Array.from(checks[field.type](field, value), (found) => ({ ...found, path: [field.key, ...found.path] }));
}

/**
 * What is wrong with the values of a result. Passes exactly what the JSON Schema of the scheme passes, but for the bounds of dates,
 * which that schema cannot say.
 */
export function problemsOf(fields: readonly Field[], values: Record<string, unknown>): ValueProblem[] {
  const keys = new Set(fields.map(({ key }) => key));
  const known = fields.flatMap((field) =>
    problemsOfValue(field, Object.hasOwn(values, field.key) ? values[field.key] : undefined),
  );
  const unknown = Object.keys(values).filter((key) => !keys.has(key));
  return [...known, ...unknown.map((key) => problem('unexpected', 'is not a field of this scheme', [key]))];
}
