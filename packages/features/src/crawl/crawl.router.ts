import { discoverLinks, discoverLinksInput, listItemsInput, retryItemInput } from '@millrace/contract/crawl/crawl';
import { bulkSourcesInput, sourceInput } from '@millrace/contract/sources/sources';
import { withJobs } from '../jobs/start-job.ts';
import { findSourceWorkspace } from '../records/source-row.ts';
import { byId, inWorkspace, router } from '../trpc.ts';
import { bulkSources } from './bulk-sources.ts';
import { listItems } from './items.queries.ts';
import { cancelSource, pauseSource, resumeSource, retryFailed, retryItem, syncSource } from './steer-crawl.ts';

const ofSource = (role: 'viewer' | 'editor') => byId('sourceId', role, findSourceWorkspace).input(sourceInput);

/** The part of `sources` that is about the web, and what is done with sources of all kinds. */
export const crawlRouter = router({
  /** Finds what a site has without taking it in; the run's result has the list. */
  discoverLinks: inWorkspace('editor')
    .input(discoverLinksInput)
    .mutation(async ({ ctx, input }) => ({
      runId: await withJobs(ctx.services, (_trx, start) =>
        start(discoverLinks, input, { workspaceId: input.workspaceId, createdBy: ctx.caller.userId }),
      ),
    })),

  items: byId('sourceId', 'viewer', findSourceWorkspace)
    .input(listItemsInput)
    .query(({ ctx, input }) => listItems(ctx.services.db, input)),

  pause: ofSource('editor').mutation(async ({ ctx, input }) => {
    await pauseSource(ctx.services, input.sourceId);
    return { sourceId: input.sourceId };
  }),

  cancel: ofSource('editor').mutation(async ({ ctx, input }) => {
    await cancelSource(ctx.services, input.sourceId);
    return { sourceId: input.sourceId };
  }),

  resume: ofSource('editor').mutation(({ ctx, input }) =>
    resumeSource(ctx.services, { sourceId: input.sourceId, createdBy: ctx.caller.userId }),
  ),

  retryFailed: ofSource('editor').mutation(({ ctx, input }) =>
    retryFailed(ctx.services, { sourceId: input.sourceId, createdBy: ctx.caller.userId }),
  ),

  /** Tries one page again, and no other. */
  retryItem: ofSource('editor')
    .input(retryItemInput)
    .mutation(({ ctx, input }) => retryItem(ctx.services, { ...input, createdBy: ctx.caller.userId })),

  sync: ofSource('editor').mutation(({ ctx, input }) =>
    syncSource(ctx.services, { sourceId: input.sourceId, createdBy: ctx.caller.userId }),
  ),

  /** One verb for many sources of any kind; says what became of each. */
  bulk: inWorkspace('editor')
    .input(bulkSourcesInput)
    .mutation(({ ctx, input }) => bulkSources(ctx.services, { ...input, createdBy: ctx.caller.userId })),
});
