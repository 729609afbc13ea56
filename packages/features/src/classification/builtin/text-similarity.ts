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

/** Weights terms by how rare they are in `corpus`; terms that it does not have weigh as the rarest. */
export function tfIdf(corpus: readonly string[]): (text: string) => SparseVector {
  const ids = new Map<string, number>();
  const documents: number[] = [];
  for (const text of corpus)
    for (const term of countTerms(text).keys()) {
      const id = ids.get(term) ?? ids.size;
      ids.set(term, id);
      documents[id] = (documents[id] ?? 0) + 1;
    }
  const rarity = (id: number) => Math.log((1 + corpus.length) / (1 + (documents[id] ?? 0))) + 1;
  return (text) => {
    const entries: [number, number][] = [];
    for (const [term, count] of countTerms(text)) {
      const id = ids.get(term) ?? ids.size;
      ids.set(term, id);
      entries.push([id, (1 + Math.log(count)) * rarity(id)]);
    }
    entries.sort(([a], [b]) => a - b);
    const length = Math.hypot(...entries.map(([, weight]) => weight)) || 1;
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
