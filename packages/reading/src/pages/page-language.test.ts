import { expect, test } from 'vitest';
import { isWantedLanguage, languageName } from './page-language.ts';

test.each([
  ['en', ['en'], true],
  ['en-GB', ['en'], true],
  ['EN_us', ['en'], true],
  ['eng', ['en'], false],
  ['de', ['en', 'de'], true],
  ['pt-PT', ['pt-BR'], false],
  [null, ['en'], true],
  ['fr', [], true],
])('a page in %s where %s is wanted: %s', (lang, wanted, expected) => {
  expect(isWantedLanguage(lang, wanted)).toBe(expected);
});

test('languages have names, and what is none is shown as it is', () => {
  expect(languageName('fr')).toBe('French');
  expect(languageName('not a language!')).toBe('not a language!');
});
