import { type FeedEvent, feedInput } from '@millrace/contract/feed/feed';
import { live } from '../live.ts';
import { inScope, router } from '../trpc.ts';
import { watchFeed } from './watch-feed.ts';
import { watcher } from './watcher.ts';

const gap: FeedEvent = { changed: null };

export const feedRouter = router({
  changes: inScope('viewer')
    .input(feedInput)
    .subscription(({ ctx, input, signal }) =>
      live<FeedEvent>(ctx, signal, watchFeed(ctx.services, input.workspaceId, { ...watcher(ctx, input), gap })),
    ),
});
