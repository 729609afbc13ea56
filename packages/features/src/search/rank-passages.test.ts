import { describe, expect, test } from 'vitest';
import { rankPassages, withoutNeighbours } from './rank-passages.ts';
import type { Candidate } from './search.queries.ts';

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
  id,
  sourceId: 's',
  recordId: `record of ${id}`,
  position: 0,
  title: '',
  text: 'x'.repeat(100),
  page: null,
  place: null,
  charStart: 0,
  charEnd: 100,
  cosine: 0.3,
  found: null,
  ...more,
});

const terms = [
  { lexeme: 'brass', idf: 4 },
  { lexeme: 'key', idf: 2 },
];
const order = (candidates: Candidate[], ids = candidates.map((c) => c.id)) =>
  rankPassages({ ids: new Set(ids), candidates, terms, shares: new Map() }).map((hit) => hit.id);

describe('ranking candidates', () => {
  test('the rare word counts more than the common one', () => {
    expect(order([candidate('a', { found: [['key', [1]]] }), candidate('b', { found: [['brass', [1]]] })])).toEqual([
      'b',
      'a',
    ]);
  });

  test('words that stand together beat the same words far apart', () => {
    const apart = candidate('a', {
      found: [
        ['brass', [1]],
        ['key', [90]],
      ],
    });
    const together = candidate('b', {
      found: [
        ['brass', [40]],
        ['key', [41]],
      ],
    });
    expect(order([apart, together])).toEqual(['b', 'a']);
  });

  test('what stands in the neighbour helps, and the neighbour itself is no hit', () => {
    const hit = candidate('b', { recordId: 'r', position: 1, found: [['key', [1]]] });
    const neighbour = candidate('c', { recordId: 'r', position: 2, found: [['brass', [1]]] });
    const alone = candidate('a', { found: [['key', [1]]] });
    expect(order([alone, hit, neighbour], ['a', 'b'])).toEqual(['b', 'a']);
  });

  test('among equal words the nearer meaning comes first, and a missing vector stands in the middle', () => {
    const found: Candidate['found'] = [['key', [1]]];
    expect(
      order([
        candidate('far', { found, cosine: 0.1 }),
        candidate('unknown', { found, cosine: null }),
        candidate('near', { found, cosine: 0.6 }),
      ]),
    ).toEqual(['near', 'unknown', 'far']);
  });

  test('a near meaning does not outdo all of the words', () => {
    const words = candidate('words', {
      found: [
        ['brass', [1]],
        ['key', [2]],
      ],
      cosine: 0.1,
    });
    expect(order([candidate('meaning', { cosine: 0.6 }), words])).toEqual(['words', 'meaning']);
  });

  test('of hits that stand side by side only the best stays', () => {
    const ranked = [3, 2, 5, 4].map((position, i) => ({
      ...candidate(`p${position}`, { recordId: 'r', position }),
      score: 1 - i / 10,
    }));
    expect(withoutNeighbours(ranked).map((hit) => hit.id)).toEqual(['p3', 'p5']);
  });
});
