import { searchChoicesInput, searchInput } from '@millrace/contract/search/search';
import { inWorkspace, router } from '../trpc.ts';
import { listPassages, searchPassages } from './find-passages.ts';
import { readSearchFacets } from './search-facets.queries.ts';

/** Aborts when whoever searches has left: tRPC itself does not end a call with its WebSocket. */
const until = ({ gone }: { gone?: AbortSignal | undefined }, signal: AbortSignal | undefined): AbortSignal =>
  AbortSignal.any([gone, signal].filter((each) => each !== undefined));

export const searchRouter = router({
  query: inWorkspace('viewer')
    .input(searchInput)
    .query(({ ctx, input, signal }) => searchPassages(ctx.services, { ...input, signal: until(ctx, signal) })),
  /** The same passages, each with the reasons of its place. */
  test: inWorkspace('viewer')
    .input(searchInput)
    .query(({ ctx, input, signal }) => listPassages(ctx.services, { ...input, signal: until(ctx, signal) })),
  choices: inWorkspace('viewer')
    .input(searchChoicesInput)
    .query(({ ctx, input }) => readSearchFacets(ctx.services.db, input.workspaceId)),
});
