import type { WatchOptions } from '../feed/watch-feed.ts';
import { type Scope, watcher } from '../feed/watcher.ts';
import { findUnseenRuns } from './jobs.queries.ts';

/** As `watcher`, of one run: it ends also when what the run works on is deleted, or made private by somebody else. */
export function runWatcher(scope: Scope, input: { runId: string; lastEventId?: string | null }): WatchOptions {
  const { services, caller } = scope;
  const options = watcher(scope, input);
  const about = { id: input.runId, findUnseen: (ids: string[]) => findUnseenRuns(services.db, caller, ids) };
  return { ...options, right: { ...options.right, about } };
}
