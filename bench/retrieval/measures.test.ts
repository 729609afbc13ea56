import { describe, expect, test } from 'vitest';
import { judge, ndcgAt, recallAt } from './measures.ts';

describe('measures of a ranking', () => {
  test('recall is the share of the relevant passages within the depth', () => {
    expect(recallAt(['a', 'b', 'c'], new Set(['c', 'z']), 3)).toBe(0.5);
    expect(recallAt(['a', 'b', 'c'], new Set(['c']), 2)).toBe(0);
  });

  test('nDCG is 1 at the top and falls with the logarithm of the rank', () => {
    expect(ndcgAt(['a', 'b'], new Set(['a']), 10)).toBe(1);
    expect(ndcgAt(['b', 'a'], new Set(['a']), 10)).toBeCloseTo(1 / Math.log2(3));
    expect(ndcgAt(['b', 'a'], new Set(['a']), 1)).toBe(0);
  });

  test('a query without a ranking counts as nought', () => {
    const qrels = new Map([
      ['q1', new Set(['a'])],
      ['q2', new Set(['b'])],
    ]);
    expect(judge(new Map([['q1', ['a']]]), qrels)).toEqual({ recallAt5: 0.5, ndcgAt10: 0.5 });
  });
});
