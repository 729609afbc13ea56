import { AppError } from '@millrace/contract/app-error';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { feedInput, findJob, listRunsInput, runInput, watchRunInput } from '@millrace/contract/jobs/jobs';
import { live } from '../live.ts';
import type { Services } from '../services.ts';
import { type Caller, requireRole, stillHolds } from '../session/authenticate.ts';
import { byId, inWorkspace, router } from '../trpc.ts';
import { findRun, findRunWorkspace, listRuns, viewRun } from './jobs.queries.ts';
import { retryJob } from './retry-job.ts';
import { stopJob } from './stop-job.ts';
import { type FeedEvent, watchFeed, watchRun } from './watch-run.ts';

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
      await requireJobRole(ctx, input.runId);
      await stopJob(ctx.services, input.runId);
      return { runId: input.runId };
    }),

  retry: byRun('analyst')
    .input(runInput)
    .mutation(async ({ ctx, input }) => {
      await requireJobRole(ctx, input.runId);
      await retryJob(ctx.services, input.runId);
      return { runId: input.runId };
    }),

  watch: byRun('viewer')
    .input(watchRunInput)
    .subscription(({ ctx, input, signal }) =>
      live<JobEvent>(ctx, signal, watchRun(ctx.services, input.runId, watcher(ctx, input))),
    ),

  feed: inWorkspace('viewer')
    .input(feedInput)
    .subscription(({ ctx, input, signal }) =>
      live<FeedEvent>(ctx, signal, watchFeed(ctx.services, input.workspaceId, watcher(ctx, input))),
    ),
});

type Scope = { services: Services; caller: Caller; workspaceId: string };

/** Some jobs ask for more than the right to run jobs; the definition says so. */
async function requireJobRole({ services, caller, workspaceId }: Scope, runId: string): Promise<void> {
  const row = await findRun(services.db, runId);
  const role = row && findJob(row.name)?.role;
  if (role) await requireRole(services.db, caller, workspaceId, role);
}

function watcher({ services, caller, workspaceId }: Scope, input: { lastEventId?: string | null }) {
  return {
    after: input.lastEventId ?? undefined,
    right: {
      key: `${caller.kind === 'key' ? caller.apiKeyId : caller.sessionId} ${workspaceId}`,
      holds: () => stillHolds(services, caller, workspaceId, 'viewer'),
    },
  };
}
