import { addressParams, day, matching, textTo, uuid } from '../../address-params.ts';

/** The URL parameters of a search. */
export const searchParams = addressParams({
  q: textTo(2_000),
  source: uuid,
  kind: matching(/^[a-z-]{1,40}$/),
  lang: matching(/^[a-z]{2,3}$/),
  tag: (raw) => textTo(50)(raw)?.trim() || undefined,
  after: day,
  before: day,
});
export type SearchParams = ReturnType<typeof searchParams>;

export const filterNames = ['source', 'kind', 'lang', 'tag', 'after', 'before'] as const;
