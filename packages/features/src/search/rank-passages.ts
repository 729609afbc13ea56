import type { SearchReasons } from '@millrace/contract/search/search';
import type { WeighedTerm } from './find-by-words.ts';
import type { Candidate } from './search.queries.ts';

/**
 * How much each thing counts. Measured with bench/retrieval on passages of four kinds: around these values the result is flat, so
 * they are round numbers and not the best ones of one set.
 */
const k1 = 1.2;
const b = 0.5;
/** A word in the chunk before or behind is worth this share of one in the chunk itself. */
const neighbourWeight = 0.5;
/** Two words of the query that stand together, as they do there. */
const proximityWeight = 0.5;
const proximityWindow = 5;
/** The cosine beside the share of the query's words. Above it vectors lead, and exact words are found less well. */
const cosineWeight = 1.5;

export type RankInput = {
  /** What was found by words, vectors or letters. */
  ids: Set<string>;
  /** `ids` and their neighbours. */
  candidates: Candidate[];
  /** The words of the query in its order. */
  terms: WeighedTerm[];
  /** Chunks found letter by letter and the share that was found; takes the place of words where there are none. */
  shares: Map<string, number>;
};

/** The positions of each term, in the order of the terms. */
type Found = number[][];

export type Ranked = Candidate & { score: number; reasons: SearchReasons };

/**
 * Best first. Score = BM25 of the chunk with its neighbours (words weighed by rarity, and by how near they stand), as a share of what
 * the whole query could bring, plus the weighed cosine. Scores are fused and not ranks: a rank cannot say that all words were found.
 */
export function rankPassages({ ids, candidates, terms, shares }: RankInput): Ranked[] {
  const words = new Map(candidates.map((c) => [c.id, positionsOf(c, terms)]));
  const byPlace = new Map(candidates.map((c) => [placeOf(c, 0), c]));
  const averageLength = candidates.reduce((sum, c) => sum + lengthOf(c), 0) / candidates.length;
  const cosines = candidates.flatMap((c) => (c.cosine === null ? [] : [c.cosine]));
  // a chunk that has no vector yet is neither raised nor lowered by that
  const usualCosine = cosines.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, cosines.length);
  const whole = terms.reduce((sum, term) => sum + term.idf, 0);
  const share = (value: number) => value / (1 + cosineWeight);

  const reasonsOf = (candidate: Candidate): SearchReasons => {
    const neighbours = [-1, 1].flatMap((step) => byPlace.get(placeOf(candidate, step)) ?? []);
    const own = words.get(candidate.id) ?? [];
    const beside = neighbours.map((n) => words.get(n.id) ?? []);
    const length = lengthOf(candidate) + neighbourWeight * neighbours.reduce((sum, n) => sum + lengthOf(n), 0);
    const found = whole > 0 ? bm25(terms, own, beside, length / averageLength) / whole : 0;
    const together = whole > 0 ? (proximityWeight * proximity(terms, own)) / whole : 0;
    const letters = whole > 0 ? 0 : (shares.get(candidate.id) ?? 0);
    return {
      words: terms.map(({ word, idf }, i) => ({
        word,
        weight: idf,
        times: own[i]?.length ?? 0,
        beside: beside.reduce((sum, positions) => sum + (positions[i]?.length ?? 0), 0),
      })),
      parts: {
        words: share(found),
        together: share(together),
        meaning: share(cosineWeight * (candidate.cosine ?? usualCosine)),
        letters: share(letters),
      },
      cosine: candidate.cosine,
    };
  };
  return candidates
    .filter((c) => ids.has(c.id))
    .map((c) => {
      const reasons = reasonsOf(c);
      const { words: found, together, meaning, letters } = reasons.parts;
      return { ...c, reasons, score: found + together + meaning + letters };
    })
    .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1));
}

/** How many parts of the query a passage has that was found letter by letter, from 0 to 1. */
export const letterShare = ({ parts }: SearchReasons): number => parts.letters * (1 + cosineWeight);

/** Leaves out what stands right beside a better hit of the same record: a list of results shows each place once. */
export function withoutNeighbours<Hit extends Ranked>(ranked: Hit[]): Hit[] {
  const taken = new Set<string>();
  return ranked.filter((hit) => {
    if (taken.has(placeOf(hit, -1)) || taken.has(placeOf(hit, 1))) return false;
    taken.add(placeOf(hit, 0));
    return true;
  });
}

const lengthOf = ({ charStart, charEnd }: Candidate) => charEnd - charStart;

const placeOf = (candidate: Candidate, step: number) => `${candidate.recordId} ${candidate.position + step}`;

/** Another form of a word is there and stands nowhere: far from all others. */
const nowhere = -1_000;

function positionsOf(candidate: Candidate, terms: WeighedTerm[]): Found {
  const found = new Map(candidate.found ?? []);
  return terms.map(({ lexemes, start, pairs = [] }) => {
    const own = [...found].flatMap(([lexeme, positions]) => {
      if (!lexemes.includes(lexeme) && (start === undefined || !lexeme.startsWith(start))) return [];
      return positions.length === 0 ? [nowhere] : positions;
    });
    const together = pairs.flatMap(([first, second]) => {
      const behind = new Set(found.get(second));
      return (found.get(first) ?? []).filter((position) => behind.has(position + 1));
    });
    return [...own, ...together].sort((x, y) => x - y);
  });
}

function bm25(terms: WeighedTerm[], own: Found, beside: Found[], relativeLength: number): number {
  const norm = k1 * (1 - b + b * relativeLength);
  let score = 0;
  for (const [i, { idf }] of terms.entries()) {
    let frequency = own[i]?.length ?? 0;
    for (const positions of beside) frequency += neighbourWeight * (positions[i]?.length ?? 0);
    score += (idf * frequency * (k1 + 1)) / (frequency + norm);
  }
  return score;
}

function proximity(terms: WeighedTerm[], own: Found): number {
  let score = 0;
  for (const [i, term] of terms.entries()) {
    const next = terms[i + 1];
    if (next === undefined) break;
    const distance = smallestDistance(own[i] ?? [], own[i + 1] ?? []);
    if (distance <= proximityWindow) score += Math.min(term.idf, next.idf) / distance;
  }
  return score;
}

/** Both in ascending order, as a tsvector keeps its positions. */
function smallestDistance(left: number[], right: number[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const distance = (left[i] ?? 0) - (right[j] ?? 0);
    if (left[i] !== nowhere) best = Math.min(best, Math.max(1, Math.abs(distance)));
    if (distance < 0) i++;
    else j++;
  }
  return best;
}
