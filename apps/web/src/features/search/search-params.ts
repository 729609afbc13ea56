import type { SearchFilters } from '@millrace/contract/search/search';
import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import { addressParams, day, matching, oneOf, textTo, uuid } from '../../address-params.ts';

/** The URL parameters of a search. */
export const searchParams = addressParams({
  q: textTo(2_000),
  source: uuid,
  kind: oneOf(sourceKinds.map(({ value }) => value)),
  lang: matching(/^[a-z]{2,3}$/),
  tag: (raw) => textTo(50)(raw)?.trim() || undefined,
  after: day,
  before: day,
});
export type SearchParams = ReturnType<typeof searchParams>;

export const filterNames = ['source', 'kind', 'lang', 'tag', 'after', 'before'] as const;

/** The filters of the URL in the form that the search accepts; undefined for none. */
export function filtersOf(params: SearchParams): SearchFilters | undefined {
  const { source, kind, lang, tag, after, before } = params;
  const filters: SearchFilters = {
    ...(source && { sourceIds: [source] }),
    ...(kind && { kinds: [kind] }),
    ...(lang && { languages: [lang] }),
    ...(tag && { tags: [tag] }),
    ...(after && { after }),
    ...(before && { before }),
  };
  return Object.keys(filters).length > 0 ? filters : undefined;
}
