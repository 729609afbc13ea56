import { searchInput } from '@millrace/contract/search';
import { inWorkspace, router } from '../trpc.ts';
import { searchPassages } from './find-passages.ts';

export const searchRouter = router({
  query: inWorkspace('viewer')
    .input(searchInput)
    .query(({ ctx, input, signal }) => searchPassages(ctx.services, { ...input, signal })),
});
