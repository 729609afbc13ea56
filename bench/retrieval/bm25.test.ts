import { describe, expect, test } from 'vitest';
import { openBm25 } from './bm25.ts';
import { porterStem } from './porter-stem.ts';

describe('the baseline', () => {
  test.each([
    ['caresses', 'caress'],
    ['ponies', 'poni'],
    ['cats', 'cat'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['motoring', 'motor'],
    ['sing', 'sing'],
    ['conflated', 'conflat'],
    ['hopping', 'hop'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['relational', 'relat'],
    ['vietnamization', 'vietnam'],
    ['electrical', 'electr'],
    ['adjustment', 'adjust'],
    ['adoption', 'adopt'],
    ['controlling', 'control'],
    ['rate', 'rate'],
    ['sky', 'sky'],
    ['straße', 'straße'],
  ])('Porter makes %s to %s', (word, stem) => {
    expect(porterStem(word)).toBe(stem);
  });

  const passages = [
    { id: 'short', title: '', text: 'the mill grinds' },
    { id: 'long', title: '', text: 'the mill grinds what farmers bring along from far away over many roads' },
    { id: 'rare', title: 'Sluice', text: 'water' },
  ];

  test('rare words count more than common ones, short passages more than long ones', () => {
    expect(openBm25(passages)('mills and sluices', 3)).toEqual(['rare', 'short', 'long']);
  });

  test('a query of stop words finds nothing', () => {
    expect(openBm25(passages)('what is the', 3)).toEqual([]);
  });
});
