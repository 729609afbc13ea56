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
  { word: 'brass', lexemes: ['brass'], idf: 4 },
  { word: 'keys', lexemes: ['key'], idf: 2 },
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

  test('the reasons add up to the score and name what was found', () => {
    const found: Candidate['found'] = [
      ['brass', [3, 9]],
      ['key', [4]],
    ];
    const neighbour = candidate('n', { recordId: 'r', position: 1, found: [['key', [1]]] });
    const hit = candidate('h', { recordId: 'r', position: 0, found });
    const [ranked] = rankPassages({ ids: new Set(['h']), candidates: [hit, neighbour], terms, shares: new Map() });
    expect(ranked?.reasons.words).toEqual([
      { word: 'brass', weight: 4, times: 2, beside: 0 },
      { word: 'keys', weight: 2, times: 1, beside: 1 },
    ]);
    const { words, together, meaning, letters } = ranked?.reasons.parts ?? {};
    expect([words, together, meaning].every((part) => Number(part) > 0)).toBe(true);
    expect(letters).toBe(0);
    expect(Number(words) + Number(together) + Number(meaning)).toBeCloseTo(ranked?.score ?? 0);
  });

  test('a word is found by any of its stems, or by its beginning', () => {
    const regul = { word: 'regul*', lexemes: ['rule'], start: 'regul', idf: 3 };
    const found = (lexeme: string) => candidate(lexeme, { found: [[lexeme, [1]]] });
    const candidates = [found('rule'), found('regular'), found('ruler')];
    const ranked = rankPassages({
      ids: new Set(['rule', 'regular', 'ruler']),
      candidates,
      terms: [regul],
      shares: new Map(),
    });
    expect(ranked.map((hit) => [hit.id, hit.reasons.words[0]?.times])).toEqual([
      ['regular', 1],
      ['rule', 1],
      ['ruler', 0],
    ]);
  });

  test('of hits that stand side by side only the best stays', () => {
    const ranked = [3, 2, 5, 4].map((position, i) => ({
      ...candidate(`p${position}`, { recordId: 'r', position }),
      score: 1 - i / 10,
    }));
    const reasons = { words: [], parts: { words: 0, together: 0, meaning: 0, letters: 0 }, cosine: null };
    expect(withoutNeighbours(ranked.map((hit) => ({ ...hit, reasons }))).map((hit) => hit.id)).toEqual(['p3', 'p5']);
  });
});
