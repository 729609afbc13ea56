import { expect, test } from 'vitest';
import { otherSpellings } from './other-spellings.ts';

test.each([
  ['http://a.org/docs', 'http://a.org/docs/'],
  ['http://a.org/docs/', 'http://a.org/docs/index.html'],
  ['http://a.org/docs/index.html', 'http://a.org/docs'],
  ['http://a.org/about', 'http://a.org/about.html'],
  ['http://a.org/about.html', 'http://a.org/about/'],
  ['http://a.org/', 'http://a.org/index.php'],
  ['http://a.org/index.php?id=2', 'http://a.org/?id=2'],
  ['http://a.org/a', 'https://www.a.org/a'],
  ['http://a.org//a', 'http://a.org/a'],
])('%s may be %s, and the other way round', (one, other) => {
  expect(otherSpellings(one)).toContain(other);
  expect(otherSpellings(one)).not.toContain(one);
});

test('another name, another query and another path are no other spelling', () => {
  const spellings = otherSpellings('http://a.org/docs/gates?x=1');
  expect(spellings.every((spelling) => /^https?:\/\/(www\.)?a\.org\/docs\/gates(\/|\.|\?)/.test(spelling))).toBe(true);
  expect(spellings.every((spelling) => spelling.endsWith('?x=1'))).toBe(true);
});
