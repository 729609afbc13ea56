import { searchChoicesInput, searchInput } from '@millrace/contract/search/search';
import { inWorkspace, router } from '../trpc.ts';
import { listPassages, searchPassages } from './find-passages.ts';
import { readSearchFacets } from './search-facets.queries.ts';

export const searchRouter = router({
  query: inWorkspace('viewer')
    .input(searchInput)
    .query(({ ctx, input, signal }) => searchPassages(ctx.services, { ...input, signal })),
  /** The same passages, each with the reasons of its place. */
  test: inWorkspace('viewer')
    .input(searchInput)
    .query(({ ctx, input, signal }) => listPassages(ctx.services, { ...input, signal })),
  choices: inWorkspace('viewer')
    .input(searchChoicesInput)
    .query(({ ctx, input }) => readSearchFacets(ctx.services.db, input.workspaceId)),
});
