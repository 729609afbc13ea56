import { AppError } from '@millrace/contract/app-error';
import { feedInput, listRunsInput, runInput, watchRunInput } from '@millrace/contract/jobs';
import { tracked } from '@trpc/server';
import { stillHolds } from '../session/authenticate.ts';
import { byId, inWorkspace, router } from '../trpc.ts';
import { findRun, findRunWorkspace, listRuns, viewRun } from './jobs.queries.ts';
import { retryJob } from './retry-job.ts';
import { stopJob } from './stop-job.ts';
import { watchFeed, watchRun } from './watch-run.ts';

const byRun = (role: 'viewer' | 'analyst') => byId('runId', role, findRunWorkspace);

export const jobsRouter = router({
  list: inWorkspace('viewer')
    .input(listRunsInput)
    .query(({ ctx, input }) => listRuns(ctx.services.db, input)),

  get: byRun('viewer')
    .input(runInput)
    .query(async ({ ctx, input }) => {
      const row = await findRun(ctx.services.db, input.runId);
      if (row === undefined) throw new AppError('not-found', 'not-found', 'There is no such run.');
      return viewRun(row);
    }),

  cancel: byRun('analyst')
    .input(runInput)
    .mutation(async ({ ctx, input }) => {
      await stopJob(ctx.services, input.runId);
      return { runId: input.runId };
    }),

  retry: byRun('analyst')
    .input(runInput)
    .mutation(async ({ ctx, input }) => {
      await retryJob(ctx.services, input.runId);
      return { runId: input.runId };
    }),

  watch: byRun('viewer')
    .input(watchRunInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const options = {
        after: input.lastEventId ?? undefined,
        signal: signal ?? new AbortController().signal,
        stillAllowed: () => stillHolds(ctx.services, ctx.caller, ctx.workspaceId, 'viewer'),
      };
      for await (const { id, data } of watchRun(ctx.services, input.runId, options)) yield tracked(id, data);
    }),

  feed: inWorkspace('viewer')
    .input(feedInput)
    .subscription(async function* ({ ctx, input, signal }) {
      const options = {
        after: input.lastEventId ?? undefined,
        signal: signal ?? new AbortController().signal,
        stillAllowed: () => stillHolds(ctx.services, ctx.caller, ctx.workspaceId, 'viewer'),
      };
      for await (const { id, data } of watchFeed(ctx.services, input.workspaceId, options)) yield tracked(id, data);
    }),
});
