import { AppError } from '@millrace/contract/app-error';
import { feedInput } from '@millrace/contract/feed/feed';
import type { JobEvent, RunView } from '@millrace/contract/jobs/job-event';
import { findJob, listRunsInput, runInput, watchRunInput } from '@millrace/contract/jobs/jobs';
import type { TopicEvent } from '@millrace/contract/jobs/topic-event';
import { watchTopicsInput } from '@millrace/contract/jobs/topics';
import { watchFeed } from '../feed/watch-feed.ts';
import { type Scope, watcher } from '../feed/watcher.ts';
import { live } from '../live.ts';
import { requireRole } from '../session/authenticate.ts';
import { byId, inScope, router, userProcedure } from '../trpc.ts';
import { findRun, findRunWorkspace, listRuns, viewRun } from './jobs.queries.ts';
import { retryJob } from './retry-job.ts';
import { runWatcher } from './run-watcher.ts';
import { stopJob } from './stop-job.ts';
import { joinTopics } from './topics/join-topics.ts';
import { openTopics } from './topics/open-topics.ts';
import { watchRun } from './watch-run.ts';

const byRun = (role: 'viewer' | 'analyst') => byId('runId', role, findRunWorkspace);

export const jobsRouter = router({
  list: inScope('viewer')
    .input(listRunsInput)
    .query(({ ctx, input }) => listRuns(ctx.services.db, ctx.caller, input)),

  get: byRun('viewer')
    .input(runInput)
    .query(async ({ ctx, input }) => {
      const row = await findRun(ctx.services.db, input.runId);
      if (row === undefined) throw new AppError('not-found', 'not-found', 'This run does not exist.');
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
      live<JobEvent>(ctx, signal, watchRun(ctx.services, input.runId, runWatcher(ctx, input))),
    ),

  /** Runs and feeds over one connection: a browser has six for all of its tabs. */
  watchTopics: userProcedure.input(watchTopicsInput).subscription(async ({ ctx, input, signal }) => {
    const { services, user, requestId } = ctx;
    if (user.userId !== input.userId) throw isSomebodyElse();
    const onFailure = (err: unknown) => services.log.error({ err, requestId }, 'a topic failed');
    const topics = await openTopics(services, user, input.topics);
    return live<TopicEvent>(ctx, signal, joinTopics(topics, onFailure));
  }),

  /** Only the runs of what `feed.changes` reports. `run: null`: some events were missed, so the list must be read again. */
  feed: inScope('viewer')
    .input(feedInput)
    .subscription(({ ctx, input, signal }) => {
      const options = { ...watcher(ctx, input), only: 'run', gap: { run: null } } as const;
      return live<{ run: RunView | null }>(ctx, signal, watchFeed(ctx.services, input.workspaceId, options));
    }),
});

const isSomebodyElse = () =>
  new AppError('unauthenticated', 'session.somebody-else', 'Somebody else is signed in. Sign in again to continue.');

/** Some jobs ask for more than the right to run jobs; the definition says so. */
async function requireJobRole({ services, caller, workspaceId }: Scope, runId: string): Promise<void> {
  const row = await findRun(services.db, runId);
  const role = row && findJob(row.name)?.role;
  if (role) await requireRole(services.db, caller, workspaceId, role);
}
