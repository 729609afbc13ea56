import { expect, test } from 'vitest';
import { errorRate } from './error-rate.ts';

test.each([
  ['the mill', 'the  mill\n', 0],
  ['the mill', 'the rnill', 0.25],
  ['abcd', '', 1],
  ['', '', 0],
])('%j read as %j is wrong by %d', (right, read, rate) => {
  expect(errorRate(right, read)).toBe(rate);
});
