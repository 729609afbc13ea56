import { fieldsSchema } from '@millrace/contract/schemes/field';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findQuote, foldForQuotes } from './find-quote.ts';
import { foldAnswers, type PlacedAnswer } from './fold-answers.ts';
import { readAnswer } from './read-answer.ts';
import { windowsOf } from './windows.ts';

const texts = fc.array(
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(' ', '\n', '\n\n', '. ', '👩‍👩‍👧', 'नेपाली', 'e\u0301'),
  ),
  { maxLength: 60 },
);

test('windows overlap, are within their size and lose no character', () => {
  fc.assert(
    fc.property(
      texts.map((parts) => parts.join('')),
      fc.integer({ min: 8, max: 80 }),
      (text, size) => {
        const windows = windowsOf(text, size, Math.floor(size / 4));
        expect(windows[0]?.start).toBe(0);
        expect(windows.at(-1)?.end).toBe(text.length);
        for (const [at, { start, end }] of windows.entries()) {
          expect(end - start).toBeLessThanOrEqual(size);
          const next = windows[at + 1];
          if (next === undefined) continue;
          expect(next.start).toBeGreaterThan(start);
          expect(next.start).toBeLessThanOrEqual(end);
          expect(text.slice(start, end).isWellFormed() || !text.isWellFormed()).toBe(true);
        }
      },
    ),
  );
});

test('a quote is found where it stands, however its white space and characters are written', () => {
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (parts, a, b) => {
      const text = parts.join('');
      const [from, to] = [a % (text.length + 1), b % (text.length + 1)].toSorted((x, y) => x - y) as [number, number];
      const quote = text.slice(from, to);
      fc.pre(quote.trim() !== '' && quote.isWellFormed() && !/^\p{M}/u.test(quote) && !/^\p{M}/u.test(text.slice(to)));
      const spelled = quote.normalize('NFD').replaceAll(/\s+/g, ' \n ');
      const folded = foldForQuotes(text);
      const found = findQuote(folded, spelled);
      if (foldForQuotes(spelled).text.trim() === '') return;
      expect(found).toBeDefined();
      const place = text.slice(found?.start, found?.end);
      expect(foldForQuotes(place).text.trim()).toBe(foldForQuotes(quote).text.trim());
    }),
  );
});

test.for([
  ['The café is “closed”.', 'cafe\u0301 is "closed"', [4, 20]],
  ['first line\n  second line', 'line second', [6, 19]],
  ['soft\u00adware', 'software', [0, 9]],
  ['nothing of it', 'something of it', undefined],
  ['any', '  ', undefined],
] as const)('in "%s" the quote "%s" is at %s', ([text, quote, place]) => {
  const found = findQuote(foldForQuotes(text), quote);
  expect(found && [found.start, found.end]).toEqual(place);
});

const fields = fieldsSchema.parse([
  { key: 'topic', type: 'enum', labels: [{ value: 'Water' }, { value: 'Roads' }] },
  { key: 'amount', type: 'integer', min: 0, max: 10, unknown: true },
  { key: 'tags', type: 'labels', open: true, unknown: true },
]);
const said = (values: object) => JSON.stringify({ values, confidence: { topic: 0.8 } });

test.for([
  ['as it was asked for', said({ topic: 'Water', amount: 3, tags: ['a'] })],
  ['without its envelope', '{"topic":"Water","amount":3,"tags":["a"]}'],
  [
    'in a block of code',
    `Sure!\n\`\`\`json\n${said({ topic: 'Water', amount: 3, tags: ['a'] })}\n\`\`\`\nAnything else?`,
  ],
  ['with another case and other types', said({ topic: ' water', amount: '3', tags: 'a' })],
] as const)('an answer %s is read', ([, answer]) => {
  const read = readAnswer(fields, answer, 'stop');
  expect(read.answer?.values).toEqual({ topic: 'Water', amount: 3, tags: ['a'] });
});

test.for([
  ['prose', 'I think it is water.', 'stop', 'not-json'],
  ['half of it', '{"values":{"topic":"Wat', 'length', 'truncated'],
  ['the beginning with a whole part', '{"values":{"topic":"Water"},"confid', 'length', 'truncated'],
  ['nothing', ' \n', 'stop', 'empty'],
  ['a refusal', 'I cannot', 'filtered', 'refused'],
  ['another label', said({ topic: 'Air' }), 'stop', 'off-label'],
  ['a number above all numbers', '{"values":{"topic":"Water","amount":1e400}}', 'stop', 'wrong-type'],
  ['a number above the maximum', said({ topic: 'Water', amount: 11 }), 'stop', 'out-of-range'],
  ['no value', said({ amount: 1 }), 'stop', 'missing'],
  ['a list', '[1,2]', 'stop', 'not-json'],
] as const)('%s is not accepted', ([, answer, finish, code]) => {
  expect(readAnswer(fields, answer, finish).fault?.code).toBe(code);
});

test('what may be unknown and is not said is unknown, and keys of every object are no answers', () => {
  const read = readAnswer(fields, '{"__proto__":{"amount":3},"topic":"Water","constructor":1}', 'stop');
  expect(read.answer?.values).toEqual({ topic: 'Water', amount: null, tags: null });
});

const placed = (values: object, confidence: number, found: boolean): PlacedAnswer => ({
  values: values as PlacedAnswer['values'],
  confidence: { topic: confidence, amount: confidence, tags: confidence },
  justification: {},
  evidence: { topic: [{ quote: 'q', start: 0, end: 1, page: null, found }] },
});

test('the parts of a long text are folded: the best supported value counts, lists are joined', () => {
  const folded = foldAnswers(fields, [
    placed({ topic: 'Roads', amount: null, tags: ['a', 'b'] }, 0.9, false),
    placed({ topic: 'Water', amount: 4, tags: ['b', 'c'] }, 0.6, true),
    placed({ topic: 'Roads', amount: null, tags: null }, 0.7, false),
  ]);
  expect(folded.values).toEqual({ topic: 'Water', amount: 4, tags: ['a', 'b', 'c'] });
  expect(folded.confidence.topic).toBe(0.6);
});
