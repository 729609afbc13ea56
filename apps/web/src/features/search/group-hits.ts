import type { SearchHit } from '@millrace/contract/search/search';

export type HitGroup = { sourceId: string; title: string; hits: SearchHit[] };

/** Hits by their source, sources in the order of their best hit, weak hits apart. */
export function groupHits(hits: readonly SearchHit[]): { strong: HitGroup[]; weak: HitGroup[] } {
  return {
    strong: bySource(hits.filter(({ weak }) => !weak)),
    weak: bySource(hits.filter(({ weak }) => weak)),
  };
}

const bySource = (hits: SearchHit[]): HitGroup[] =>
  [...Map.groupBy(hits, ({ sourceId }) => sourceId)].map(([sourceId, own]) => ({
    sourceId,
    title: own[0]?.title ?? '',
    hits: own,
  }));
