import type { Candidate, Term } from './search.queries.ts';

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
  terms: Term[];
  /** Chunks found letter by letter and the share that was found; takes the place of words where there are none. */
  shares: Map<string, number>;
};

export type Ranked = Candidate & { score: number };

type Found = Map<string, number[]>;

/**
 * Best first. Score = BM25 of the chunk with its neighbours (words weighed by rarity, and by how near they stand), as a share of what
 * the whole query could bring, plus the weighed cosine. Scores are fused and not ranks: a rank cannot say that all words were found.
 */
export function rankPassages({ ids, candidates, terms, shares }: RankInput): Ranked[] {
  const words = new Map(candidates.map((c) => [c.id, wordsOf(c)]));
  const byPlace = new Map(candidates.map((c) => [placeOf(c, 0), c]));
  const averageLength = candidates.reduce((sum, c) => sum + c.text.length, 0) / candidates.length;
  const cosines = candidates.flatMap((c) => (c.cosine === null ? [] : [c.cosine]));
  // a chunk that has no vector yet is neither raised nor lowered by that
  const usualCosine = cosines.reduce((sum, cosine) => sum + cosine, 0) / Math.max(1, cosines.length);
  const whole = terms.reduce((sum, term) => sum + term.idf, 0);

  const scoreOf = (candidate: Candidate) => {
    const neighbours = [-1, 1].flatMap((step) => byPlace.get(placeOf(candidate, step)) ?? []);
    const own = words.get(candidate.id) ?? new Map();
    const beside = neighbours.map((n) => words.get(n.id) ?? new Map());
    const length = candidate.text.length + neighbourWeight * neighbours.reduce((sum, n) => sum + n.text.length, 0);
    const found = bm25(terms, own, beside, length / averageLength) + proximityWeight * proximity(terms, own);
    const share = whole > 0 ? found / whole : (shares.get(candidate.id) ?? 0);
    return (share + cosineWeight * (candidate.cosine ?? usualCosine)) / (1 + cosineWeight);
  };
  return candidates
    .filter((c) => ids.has(c.id))
    .map((c) => ({ ...c, score: scoreOf(c) }))
    .sort((x, y) => y.score - x.score || (x.id < y.id ? -1 : 1));
}

/** Leaves out what stands right beside a better hit of the same record: a list of results shows each place once. */
export function withoutNeighbours(ranked: Ranked[]): Ranked[] {
  const taken = new Set<string>();
  return ranked.filter((hit) => {
    if (taken.has(placeOf(hit, -1)) || taken.has(placeOf(hit, 1))) return false;
    taken.add(placeOf(hit, 0));
    return true;
  });
}

const placeOf = (candidate: Candidate, step: number) => `${candidate.recordId} ${candidate.position + step}`;

const wordsOf = (candidate: Candidate): Found =>
  new Map((candidate.found ?? []).map(([lexeme, positions]) => [lexeme, positions]));

function bm25(terms: Term[], own: Found, beside: Found[], relativeLength: number): number {
  const norm = k1 * (1 - b + b * relativeLength);
  let score = 0;
  for (const { lexeme, idf } of terms) {
    let frequency = own.get(lexeme)?.length ?? 0;
    for (const words of beside) frequency += neighbourWeight * (words.get(lexeme)?.length ?? 0);
    score += (idf * frequency * (k1 + 1)) / (frequency + norm);
  }
  return score;
}

function proximity(terms: Term[], own: Found): number {
  let score = 0;
  for (const [i, term] of terms.entries()) {
    const next = terms[i + 1];
    if (next === undefined) break;
    const distance = smallestDistance(own.get(term.lexeme) ?? [], own.get(next.lexeme) ?? []);
    if (distance <= proximityWindow) score += Math.min(term.idf, next.idf) / distance;
  }
  return score;
}

/** Both in ascending order, as a tsvector keeps its positions. */
function smallestDistance(left: number[], right: number[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const distance = (left[i] ?? 0) - (right[j] ?? 0);
    best = Math.min(best, Math.max(1, Math.abs(distance)));
    if (distance < 0) i++;
    else j++;
  }
  return best;
}
