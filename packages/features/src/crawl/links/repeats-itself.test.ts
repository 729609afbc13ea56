import { expect, test } from 'vitest';
import { repeatsItself } from './repeats-itself.ts';

test.each([
  ['/a/a/a', true],
  ['/en/a/a/a/page', true],
  ['/shop/offers/shop/offers/shop/offers', true],
  ['/x/shop/offers/2/shop/offers/2/shop/offers/2/end.html', true],
  ['/a/a', false],
  ['/a/b/a/b/a', false],
  ['/a/b/c/a/b/d/a/b/e', false],
  ['/2011/11/11/11', false],
  ['/1/1/1/1/1', false],
  ['/a//a/b', false],
  ['/', false],
  ['', false],
])('%s repeats itself: %s', (path, expected) => {
  expect(repeatsItself(path)).toBe(expected);
});
