import { expect, test } from 'vitest';
import { nothingUsed, sumOf, usageWords } from './usage-words.ts';

test('usage is rounded, and marked as approximate where some of it was estimated', () => {
  const sum = { requests: 2, inputTokens: 12_000, outputTokens: 345, cost: 0.1249, estimated: false };
  expect(usageWords(sum, null)).toBe('12.3K tokens, $0.12');
  expect(usageWords({ ...sum, cost: null, estimated: true }, null)).toBe('about 12.3K tokens');
  expect(usageWords({ ...sum, inputTokens: 1, outputTokens: 0, cost: 0.0004 }, null)).toBe('1 token, less than $0.01');
  expect(usageWords({ ...sum, cost: 0 }, 200_000)).toBe('12.3K of 200K tokens, $0.00');
});

test('the cost of a sum is the cost of the parts with a price', () => {
  const sum = { requests: 1, inputTokens: 10, outputTokens: 5, cost: 0.5, estimated: false };
  expect(sumOf([sum, { ...sum, cost: null, estimated: true }])).toEqual({
    requests: 2,
    inputTokens: 20,
    outputTokens: 10,
    cost: 0.5,
    estimated: true,
  });
  expect(sumOf([])).toEqual(nothingUsed);
});
