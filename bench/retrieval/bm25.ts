import { porterStem } from './porter-stem.ts';

export type Passage = { id: string; title: string; text: string };

const stopWords = new Set(
  `a about above after again against all am an and any are as at be because been before being below between both but by can
  did do does doing don down during each few for from further had has have having he her here hers herself him himself his how
  i if in into is it its itself just me more most my myself no nor not now of off on once only or other our ours ourselves out
  over own s same she should so some such t than that the their theirs them themselves then there these they this those through
  to too under until up very was we were what when where which while who whom why will with you your yours yourself yourselves`
    .split(/\s+/)
    .filter(Boolean),
);

const terms = (text: string) =>
  (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => !stopWords.has(word)).map(porterStem);

/**
 * Plain BM25 as the literature has it (title and text as one field, Porter stems, stop words left out): the measure to beat.
 * Returns the ids of the best passages for a query, best first.
 */
export function openBm25(passages: Passage[], { k1 = 1.2, b = 0.75 } = {}): (query: string, limit: number) => string[] {
  const postings = new Map<string, { passage: number; count: number }[]>();
  const lengths: number[] = [];
  for (const [passage, { title, text }] of passages.entries()) {
    const counts = new Map<string, number>();
    const words = terms(`${title} ${text}`);
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const [word, count] of counts) {
      const list = postings.get(word) ?? [];
      list.push({ passage, count });
      postings.set(word, list);
    }
    lengths.push(words.length);
  }
  const average = lengths.reduce((sum, length) => sum + length, 0) / passages.length;

  return (query, limit) => {
    const scores = new Map<number, number>();
    for (const word of terms(query)) {
      const list = postings.get(word) ?? [];
      const idf = Math.log(1 + (passages.length - list.length + 0.5) / (list.length + 0.5));
      for (const { passage, count } of list) {
        const norm = k1 * (1 - b + (b * (lengths[passage] ?? 0)) / average);
        scores.set(passage, (scores.get(passage) ?? 0) + (idf * count * (k1 + 1)) / (count + norm));
      }
    }
    return [...scores]
      .sort((x, y) => y[1] - x[1])
      .slice(0, limit)
      .map(([passage]) => passages[passage]?.id ?? '');
  };
}
