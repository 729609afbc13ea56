import { sourceSorts, sourceStates } from '@millrace/contract/sources/source-states';
import { addressParams, matching, oneOf, textTo } from '../../../address-params.ts';

/** What the URL says about the list of sources. */
export const listFilterParams = {
  q: textTo(200),
  state: oneOf(sourceStates),
  // one that does not exist filters nothing
  kind: matching(/^[a-z-]{1,40}$/),
  tag: textTo(100),
  sort: oneOf(sourceSorts),
};
const readFilter = addressParams(listFilterParams);
export type ListFilter = ReturnType<typeof readFilter>;

export const isFiltered = ({ q, state, kind, tag }: ListFilter): boolean => Boolean(q || state || kind || tag);
