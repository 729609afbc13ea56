import type { SearchFilters } from '@millrace/contract/search/search';
import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import { z } from 'zod';

/** An invalid value in a URL counts as none. */
const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** The URL parameters of a search. */
export const searchParams = z.object({
  q: optional(z.coerce.string().max(2_000)),
  source: optional(z.uuid()),
  kind: optional(z.enum(sourceKinds.map(({ value }) => value))),
  lang: optional(z.string().regex(/^[a-z]{2,3}$/)),
  tag: optional(z.coerce.string().trim().min(1).max(50)),
  after: optional(z.iso.date()),
  before: optional(z.iso.date()),
});
export type SearchParams = z.infer<typeof searchParams>;

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
