import { expect, test } from 'vitest';
import { usageWords } from './usage-words.ts';

test('what was used is told at a glance, and as about where some of it was counted by us', () => {
  const sum = { requests: 2, inputTokens: 12_000, outputTokens: 345, cost: 0.1249, estimated: false };
  expect(usageWords(sum, null)).toBe('12.3K tokens, $0.12');
  expect(usageWords({ ...sum, cost: null, estimated: true }, null)).toBe('about 12.3K tokens');
  expect(usageWords({ ...sum, inputTokens: 1, outputTokens: 0, cost: 0.0004 }, null)).toBe('1 token, less than $0.01');
  expect(usageWords({ ...sum, cost: 0 }, 200_000)).toBe('12.3K of 200K tokens, $0.00');
});
