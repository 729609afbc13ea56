import { diffItemInput, itemInput } from '@millrace/contract/crawl/item-versions';
import { sourceInput } from '@millrace/contract/sources/sources';
import { findSourceWorkspace } from '../records/source-row.ts';
import { byId, router } from '../trpc.ts';
import { diffItemVersions, findItemWorkspace, listItemVersions } from './item-versions.queries.ts';
import { getItem } from './items.queries.ts';
import { readChanges } from './read-changes.ts';

const ofItem = byId('itemId', 'viewer', findItemWorkspace);

/** The part of `sources` that is about single pages and what they said before. */
export const itemVersionsRouter = router({
  item: ofItem.input(itemInput).query(({ ctx, input }) => getItem(ctx.services.db, input.itemId)),

  itemVersions: ofItem.input(itemInput).query(({ ctx, input }) => listItemVersions(ctx.services.db, input.itemId)),

  itemDiff: ofItem.input(diffItemInput).query(({ ctx, input }) => diffItemVersions(ctx.services.db, input)),

  changes: byId('sourceId', 'viewer', findSourceWorkspace)
    .input(sourceInput)
    .query(({ ctx, input }) => readChanges(ctx.services.db, input.sourceId)),
});
