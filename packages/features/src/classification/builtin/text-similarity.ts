/**
 * How alike texts are by their words: TF-IDF over words, pairs of words and runs of three to five characters, as sparse unit vectors.
 * Characters find inflected and misspelled words, pairs tell "not paid" from "paid".
 */
export type SparseVector = { terms: Int32Array; weights: Float32Array };

const wordPattern = /[\p{L}\p{M}\p{N}]+/gu;

/** The terms of a text with how often each occurs. The three kinds are kept apart by a prefix. */
export function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + 1);
  const words = text.normalize('NFKC').toLowerCase().match(wordPattern) ?? [];
  for (const [at, word] of words.entries()) {
    add(`w${word}`);
    if (at > 0) add(`p${words[at - 1]} ${word}`);
    const letters = Array.from(` ${word} `);
    for (let size = 3; size <= 5; size += 1)
      for (let start = 0; start + size <= letters.length; start += 1)
        add(`c${letters.slice(start, start + size).join('')}`);
  }
  return counts;
}

/**
 * Weighs terms by how rare they are in `corpus`. A term that it does not have meets no other one and weighs as the rarest in the length
 * of its text.
 */
export function tfIdf(corpus: readonly string[]): (text: string) => SparseVector {
  const ids = new Map<string, number>();
  const documents: number[] = [];
  for (const text of corpus)
    for (const term of countTerms(text).keys()) {
      const id = ids.get(term) ?? ids.size;
      ids.set(term, id);
      documents[id] = (documents[id] ?? 0) + 1;
    }
  const rarity = (count: number) => Math.log((1 + corpus.length) / (1 + count)) + 1;
  return (text) => {
    const entries: [number, number][] = [];
    let squares = 0;
    for (const [term, count] of countTerms(text)) {
      const id = ids.get(term);
      const weight = (1 + Math.log(count)) * rarity(id === undefined ? 0 : (documents[id] ?? 0));
      squares += weight * weight;
      if (id !== undefined) entries.push([id, weight]);
    }
    entries.sort(([a], [b]) => a - b);
    const length = Math.sqrt(squares) || 1;
    return {
      terms: Int32Array.from(entries, ([id]) => id),
      weights: Float32Array.from(entries, ([, weight]) => weight / length),
    };
  };
}

/** The cosine of two unit vectors. */
export function sparseCosine(a: SparseVector, b: SparseVector): number {
  let [sum, i, j] = [0, 0, 0];
  while (i < a.terms.length && j < b.terms.length) {
    const difference = a.terms[i]! - b.terms[j]!;
    if (difference === 0) sum += a.weights[i++]! * b.weights[j++]!;
    else if (difference < 0) i += 1;
    else j += 1;
  }
  return sum;
}

/** The cosines of many texts with a few: each of the few is found by its terms, so that only shared ones are multiplied. */
export function sparseIndex(few: readonly SparseVector[]): (text: SparseVector) => Float64Array {
  const postings = new Map<number, { at: number; weight: number }[]>();
  for (const [at, { terms, weights }] of few.entries())
    for (const [i, term] of terms.entries()) {
      const list = postings.get(term) ?? [];
      list.push({ at, weight: weights[i]! });
      postings.set(term, list);
    }
  return ({ terms, weights }) => {
    const cosines = new Float64Array(few.length);
    for (const [i, term] of terms.entries())
      for (const { at, weight } of postings.get(term) ?? []) cosines[at]! += weight * weights[i]!;
    return cosines;
  };
}
