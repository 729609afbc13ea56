import { expect, test } from 'vitest';
import { findQuote } from './find-quote.ts';

test('a quote is found where it was cited, or at the nearest place that has its words now', () => {
  expect(findQuote('One two three', 'two', { start: 4, end: 7 })).toEqual({ start: 4, end: 7 });
  expect(findQuote('Before. One two three', 'two', { start: 4, end: 7 })).toEqual({ start: 12, end: 15 });
  expect(findQuote('two, two and two', 'two', { start: 6, end: 9 })).toEqual({ start: 5, end: 8 });
});
test('a quote whose words were deleted is not found', () => {
  expect(findQuote('One 2 three', 'two', { start: 4, end: 7 })).toBeUndefined();
});
