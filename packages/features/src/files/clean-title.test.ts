import { expect, test } from 'vitest';
import { cleanTitle, nameOfText, titleOfFile } from './clean-title.ts';

test('a title is one visible line', () => {
  expect(cleanTitle(' A\0  title\nof \u202etwo lines ')).toBe('A title of two lines');
  expect(cleanTitle('\u202e\u0007')).toBe('Untitled');
});

test('a file goes by its name without the extension', () => {
  expect(titleOfFile('Annual report.pdf')).toBe('Annual report');
  expect(titleOfFile('.profile')).toBe('.profile');
});

test('a text is downloaded under its title, which makes no folders', () => {
  expect(nameOfText('Terms/Conditions ..\\2026')).toBe('Terms-Conditions ..-2026.md');
});
