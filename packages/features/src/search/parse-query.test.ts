import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery } from './parse-query.ts';

const word = fc.stringMatching(/^[a-zäßжहあ]{3,8}$/);
const words = fc.array(word, { minLength: 1, maxLength: 4 });

describe('reading a search', () => {
  test.each([
    ['brass key', { text: 'brass key', phrases: [], prefixes: [], without: [] }],
    ['"brass key" mill', { text: 'mill brass key', phrases: ['brass key'], prefixes: [], without: [] }],
    [
      '„das Tor“ «la clé» “the gate”',
      { text: 'das Tor la clé the gate', phrases: ['das Tor', 'la clé', 'the gate'], prefixes: [], without: [] },
    ],
    ['regul* of mills', { text: 'of mills regul', phrases: [], prefixes: ['regul'], without: [] }],
    ['mill -wind -river-side', { text: 'mill', phrases: [], prefixes: [], without: ['wind', 'river-side'] }],
    ['"unclosed phrase', { text: '"unclosed phrase', phrases: [], prefixes: [], without: [] }],
    ['well-known a*b * - "" ""', { text: 'well-known a*b * -', phrases: [], prefixes: [], without: [] }],
    ['-only', { text: '-only', phrases: [], prefixes: [], without: [] }],
  ])('%j', (query, expected) => {
    expect(parseQuery(query)).toEqual(expected);
  });

  test('whatever is written can be looked for, and signs that fit nowhere are only signs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (query) => {
        const { text, phrases, prefixes, without } = parseQuery(query);
        const hasWord = /[\p{L}\p{M}\p{N}]/u.test(query);
        expect(/[\p{L}\p{M}\p{N}]/u.test(text)).toBe(hasWord);
        for (const part of [...phrases, ...prefixes]) expect(text).toContain(part);
        for (const part of without) expect(query).toContain(`-${part}`);
      }),
    );
  });

  test('each part comes out as it was put in, in any order', () => {
    fc.assert(
      fc.property(words, words, word, word, (plain, phrase, prefix, without) => {
        const parts = [...plain, `"${phrase.join(' ')}"`, `${prefix}*`, `-${without}`];
        for (const order of [parts, parts.toReversed()]) {
          const parsed = parseQuery(order.join(' '));
          expect(parsed).toMatchObject({ phrases: [phrase.join(' ')], prefixes: [prefix], without: [without] });
          for (const each of [...plain, ...phrase, prefix]) expect(parsed.text.split(' ')).toContain(each);
        }
      }),
    );
  });
});
