import { expect, test } from 'vitest';
import { directionOf, languageOptions, pickFormatLocale, pickLocale } from './locales.ts';

test('the language that was chosen wins, then the browser’s, then English', () => {
  expect(pickLocale('ar-XB', ['en-GB'])).toBe('ar-XB');
  expect(pickLocale(null, ['fr-FR', 'en-GB'])).toBe('en');
  expect(pickLocale('klingon', ['fr-FR'])).toBe('en');
  expect(pickLocale('toString', [])).toBe('en');
});

test('a browser does not choose a language that is only for testing', () => {
  expect(pickLocale(undefined, ['ar-XB', 'en-XA'])).toBe('en');
  expect(languageOptions(null)).toEqual([{ value: 'en', label: 'English' }]);
  expect(languageOptions('ar-XB').map(({ value }) => value)).toEqual(['en', 'ar-XB']);
});

test('numbers and dates follow the browser’s country where the language is the same', () => {
  expect(pickFormatLocale('en', ['fr-FR', 'en-IN'])).toBe('en-IN');
  expect(pickFormatLocale('en', ['fr-FR'])).toBe('en');
  expect(pickFormatLocale('ar-XB', ['ar-EG'])).toBe('ar-XB');
});

test('a language says which way it is written', () => {
  expect([directionOf('en'), directionOf('ar-XB')]).toEqual(['ltr', 'rtl']);
});
