/** Relevant passage ids by query id. */
export type Qrels = Map<string, Set<string>>;

/** The share of the relevant passages that are among the first `depth`. */
export function recallAt(ranking: string[], relevant: Set<string>, depth: number): number {
  return ranking.slice(0, depth).filter((id) => relevant.has(id)).length / relevant.size;
}

/** Normalised discounted cumulative gain with binary relevance: 1 when all relevant passages stand first. */
export function ndcgAt(ranking: string[], relevant: Set<string>, depth: number): number {
  let gain = 0;
  for (const [i, id] of ranking.slice(0, depth).entries()) if (relevant.has(id)) gain += 1 / Math.log2(i + 2);
  let ideal = 0;
  for (let i = 0; i < Math.min(depth, relevant.size); i++) ideal += 1 / Math.log2(i + 2);
  return gain / ideal;
}

export type Figures = { recallAt5: number; ndcgAt10: number };

/** Means over all queries of `qrels`; a query without a ranking counts as nought. Rankings hold each passage once. */
export function judge(rankings: Map<string, string[]>, qrels: Qrels): Figures {
  const sum = { recallAt5: 0, ndcgAt10: 0 };
  for (const [query, relevant] of qrels) {
    const ranking = rankings.get(query) ?? [];
    sum.recallAt5 += recallAt(ranking, relevant, 5);
    sum.ndcgAt10 += ndcgAt(ranking, relevant, 10);
  }
  return { recallAt5: sum.recallAt5 / qrels.size, ndcgAt10: sum.ndcgAt10 / qrels.size };
}
