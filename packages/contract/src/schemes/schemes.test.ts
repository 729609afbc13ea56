import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemsOf } from './check-values.ts';
import { type Field, fieldsSchema } from './field.ts';
import { jsonSchemaOf, strictFormOf } from './json-schema.ts';
import { createSchemeInput } from './schemes.ts';

const key = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,8}$/).filter((name) => !['constructor', 'valueOf'].includes(name));
const labelValue = fc
  .string({ minLength: 1, maxLength: 12, unit: 'grapheme' })
  .filter((value) => value.trim() === value);
const labels = fc
  .uniqueArray(labelValue, { minLength: 1, maxLength: 6, selector: (value) => value.normalize('NFKC').toLowerCase() })
  .map((values) => values.map((value) => ({ value })));
const ordered = (least: number, most: number) =>
  fc.tuple(fc.integer({ min: least, max: most }), fc.integer({ min: least, max: most })).map(([a, b]) => ({
    min: Math.min(a, b),
    max: Math.max(a, b),
  }));
const maybe = <T extends object>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: {} });

/** Everything a field can be, but for bounds of dates, which JSON Schema cannot say. */
const simple = fc
  .tuple(
    key,
    fc.boolean(),
    fc.oneof(
      maybe(ordered(0, 6)).map((bounds) => ({ type: 'text', ...bounds })),
      maybe(ordered(-5, 5)).map((bounds) => ({ type: 'integer', ...bounds })),
      maybe(ordered(-5, 5)).map((bounds) => ({ type: 'number', ...bounds })),
      fc.constant({ type: 'boolean' }),
      fc.constant({ type: 'date' }),
      labels.map((given) => ({ type: 'enum', labels: given })),
      labels.map((given) => ({ type: 'labels', labels: given })),
      maybe(ordered(0, 4)).map((bounds) => ({ type: 'labels', open: true, ...bounds })),
    ),
  )
  .map(([name, unknown, rest]) => ({ key: name, unknown, ...rest }));
const unlike = { minLength: 1, maxLength: 4, selector: (field: { key: string }) => field.key.toLowerCase() };
const list = fc
  .tuple(key, fc.uniqueArray(simple, unlike), maybe(ordered(0, 3)))
  .map(([name, of, bounds]) => ({ key: name, type: 'list', of, ...bounds }));
const fields = fc
  .uniqueArray(fc.oneof({ arbitrary: simple, weight: 4 }, list), unlike)
  .map((given) => fieldsSchema.parse(given));

const day = fc.oneof(
  fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10)),
  fc.constantFrom(
    '2023-02-29',
    '2024-02-29',
    '1900-02-29',
    '2000-02-29',
    '2024-13-01',
    '2024-04-31',
    '0000-01-01',
    '24-1-1',
    '',
  ),
);

const within = ({ min, max }: Field, least: number, most: number) => ({
  min: typeof min === 'number' ? min : least,
  max: typeof max === 'number' ? max : most,
});

/** Mostly a value that the field takes, sometimes one that it does not. */
function valueFor(field: Field): fc.Arbitrary<unknown> {
  const strange = fc.constantFrom(null, true, 3, 2.5, -7, 1e300, '', 'x', '👩‍👩‍👧', [], ['x', 'x'], {}, [[]]);
  const likely = (): fc.Arbitrary<unknown> => {
    const values = (field.labels ?? []).map(({ value }) => value);
    const label = values.length > 0 ? fc.constantFrom(...values) : fc.string({ minLength: 1, maxLength: 3 });
    const count = within(field, 0, values.length || 4);
    const size = { minLength: Math.min(count.min, values.length || 9), maxLength: count.max };
    if (field.type === 'text') return fc.string({ minLength: count.min, maxLength: within(field, 0, 8).max });
    if (field.type === 'integer') return fc.integer(within(field, -7, 7));
    if (field.type === 'number') return fc.double({ ...within(field, -7, 7), noNaN: true });
    if (field.type === 'boolean') return fc.boolean();
    if (field.type === 'date') return day;
    if (field.type === 'enum') return label;
    if (field.type === 'labels') return fc.uniqueArray(label, size);
    return fc.array(answerFor(field.of ?? []), { minLength: count.min, maxLength: count.max });
  };
  return fc.oneof({ arbitrary: likely(), weight: 15 }, strange);
}

const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ arbitrary: fc.constant(undefined), weight: 12 }, arbitrary);

const answerFor = (given: readonly Field[]): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      fc.record(Object.fromEntries(given.map((field) => [field.key, valueFor(field)]))),
      seldom(fc.constantFrom('extra', '__proto__')),
      seldom(fc.constantFrom(...given.map((field) => field.key))),
    )
    .map(([values, extra, missing]) => {
      const answer: Record<string, unknown> = JSON.parse(JSON.stringify(values));
      if (missing !== undefined) delete answer[missing];
      if (extra === undefined) return answer;
      return JSON.parse(
        JSON.stringify(answer).replace(/^\{/, `{"${extra}":1${Object.keys(answer).length > 0 ? ',' : ''}`),
      );
    });

// formats are off: the pattern alone holds what a day is
const ajv = new Ajv2020({ strict: false, validateFormats: false });

test('values pass the check exactly when they pass the JSON Schema that is shown', () => {
  let passed = 0;
  fc.assert(
    fc.property(
      fields.chain((given) =>
        fc.tuple(fc.constant(given), fc.array(answerFor(given), { minLength: 1, maxLength: 12 })),
      ),
      ([given, answers]) => {
        const holds = ajv.compile(jsonSchemaOf('Scheme', given));
        for (const answer of answers) {
          const problems = problemsOf(given, answer);
          expect({ answer, passes: problems.length === 0 }).toEqual({ answer, passes: holds(answer) });
          if (problems.length === 0) passed += 1;
        }
      },
    ),
    { numRuns: 400 },
  );
  expect(passed).toBeGreaterThan(200);
});

test('the strict form requires every key, forbids others and has no bounds', () => {
  fc.assert(
    fc.property(fields, (given) => {
      const form = strictFormOf(jsonSchemaOf('Scheme', given));
      expect(JSON.stringify(form)).not.toMatch(/"(?:min|max)[A-Z]\w+":|"pattern":|"format":|"uniqueItems":/);
      expect(form.required).toEqual(given.map((field) => field.key));
      expect(form.additionalProperties).toBe(false);
      expect(() => ajv.compile(form)).not.toThrow();
    }),
    { numRuns: 100 },
  );
});

const scheme = (given: unknown[]) =>
  createSchemeInput.safeParse({ workspaceId: '00000000-0000-4000-8000-000000000000', name: 'Topics', fields: given });

const enumOf = (...values: string[]) => ({ key: 'topic', type: 'enum', labels: values.map((value) => ({ value })) });

test.for([
  ['no fields', [], 'Add at least one field'],
  [
    'equal keys',
    [
      { key: 'a', type: 'text' },
      { key: 'A', type: 'date' },
    ],
    'The key "A" is there twice',
  ],
  ['a key of every object', [JSON.parse('{"key":"__proto__","type":"text"}')], 'reserved'],
  ['an empty key', [{ key: '', type: 'text' }], 'A key begins with a letter'],
  [
    'a minimum above the maximum',
    [{ key: 'a', type: 'integer', min: 5, max: 1 }],
    'The minimum 5 is above the maximum 1',
  ],
  ['days in the wrong order', [{ key: 'a', type: 'date', min: '2024-02-01', max: '2024-01-01' }], 'is above'],
  ['a bound that is no number', [{ key: 'a', type: 'integer', min: Number.NaN }], 'Enter a number'],
  ['half a character', [{ key: 'a', type: 'text', max: 1.5 }], 'Enter a whole number'],
  ['no labels', [enumOf()], 'Add at least one label'],
  ['a label twice by case', [enumOf('Water', 'water')], 'The label "water" is there twice'],
  ['too many labels', [enumOf(...Array.from({ length: 1_001 }, (_, at) => `l${at}`))], 'At most 1,000 labels'],
  ['more labels required than there are', [{ ...enumOf('a'), type: 'labels', min: 2 }], 'above the number of labels'],
  ['labels of a number', [{ ...enumOf('a'), type: 'number' }], 'has no "labels"'],
  ['a list of nothing', [{ key: 'a', type: 'list' }], 'Say what each entry consists of'],
  ['a list in a list', [{ key: 'a', type: 'list', of: [{ key: 'b', type: 'list', of: [] }] }], 'cannot contain a list'],
  [
    'two time axes',
    [
      { key: 'a', type: 'date', role: 'time' },
      { key: 'b', type: 'date', role: 'time' },
    ],
    'one time axis',
  ],
  ['a property nobody knows', [{ key: 'a', type: 'text', colour: 'red' }], 'colour'],
] as const)('a scheme with %s is refused in words', ([, given, words]) => {
  const result = scheme([...given]);
  expect(result.success).toBe(false);
  expect(result.error?.issues.map(({ message }) => message).join(' · ')).toContain(words);
});

test('a field may have 500 labels, keys in any script, and labels that are words of JavaScript', () => {
  const many = enumOf(...Array.from({ length: 500 }, (_, at) => `label ${at}`));
  expect(
    scheme([many, { key: 'जिल्ला', type: 'text' }, { ...enumOf('constructor', '__proto__'), key: 'b' }]).success,
  ).toBe(true);
});

test.for([
  ['integer', { min: 1, max: 5 }, 6, 'out-of-range'],
  ['integer', {}, 1.5, 'wrong-type'],
  ['number', {}, JSON.parse('1e400'), 'wrong-type'],
  ['date', { min: '2024-01-01' }, '2023-12-31', 'out-of-range'],
  ['date', {}, '2023-02-29', 'not-a-date'],
  ['enum', { labels: [{ value: 'a' }] }, 'A', 'off-label'],
  ['labels', { labels: [{ value: 'a' }] }, ['a', 'a'], 'repeated'],
  ['text', { max: 2 }, 'abc', 'out-of-range'],
  ['boolean', {}, 'true', 'wrong-type'],
  ['boolean', {}, null, 'missing'],
] as const)('%s with %o refuses %s as %s', ([type, rest, value, code]) => {
  const given = fieldsSchema.parse([{ key: 'a', type, ...rest }]);
  expect(problemsOf(given, { a: value }).map((problem) => problem.code)).toContain(code);
});
