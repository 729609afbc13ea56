import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import { sourceSorts, sourceStates } from '@millrace/contract/sources/sources';
import { z } from 'zod';

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.optional().catch(undefined);

/** What the URL says about the list of sources; an invalid value counts as none. */
export const sourceListSearch = z.object({
  q: optional(z.coerce.string().max(200)),
  state: optional(z.enum(sourceStates)),
  kind: optional(z.enum(sourceKinds.map(({ value }) => value) as [string, ...string[]])),
  tag: optional(z.coerce.string().max(100)),
  sort: optional(z.enum(sourceSorts)),
});
export type ListFilter = z.output<typeof sourceListSearch>;

export const isFiltered = ({ q, state, kind, tag }: ListFilter): boolean => Boolean(q || state || kind || tag);
