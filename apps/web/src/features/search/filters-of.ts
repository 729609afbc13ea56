import type { SearchFilters } from '@millrace/contract/search/search';
import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import type { SearchParams } from './search-params.ts';

/** The filters of the URL in the form that the search accepts; undefined for none. */
export function filtersOf(params: SearchParams): SearchFilters | undefined {
  const { source, kind, lang, tag, after, before } = params;
  const filters: SearchFilters = {
    ...(source && { sourceIds: [source] }),
    // one that does not exist filters nothing
    ...(sourceKinds.some(({ value }) => value === kind) && { kinds: [kind as string] }),
    ...(lang && { languages: [lang] }),
    ...(tag && { tags: [tag] }),
    ...(after && { after }),
    ...(before && { before }),
  };
  return Object.keys(filters).length > 0 ? filters : undefined;
}
