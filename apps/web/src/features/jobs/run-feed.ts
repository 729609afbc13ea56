import type { FeedEvent } from '@millrace/contract/feed/feed';
import { isFinal, type RunView } from '@millrace/contract/jobs/job-event';
import { client } from '../../trpc.ts';
import { type Estimate, observe } from './estimate.ts';
import { knownJob, withJobs } from './job-definitions.ts';
import { type Connection, keepSubscribed } from './keep-subscribed.ts';
import { tabStreams } from './streams/tab-streams.ts';

/** A run as the feed last reported it, with its estimated speed and remaining time. */
export type FedRun = { run: RunView; estimate: Estimate };
export type FeedState = { connection: Connection; runs: ReadonlyMap<string, FedRun> };

/** Something other than a run; `kind` is one of the contract's subjects, or of a newer server's. */
export type Changed = { kind: string; id: string };

export type RunFeed = {
  subscribe: (listener: () => void) => () => void;
  state: () => FeedState;
  /** Called on every change of a run: pages refetch what a finished run has changed. */
  onRun: (listener: (run: RunView) => void) => () => void;
  /** Called on every other change. */
  onChange: (listener: (changed: Changed) => void) => () => void;
  /** Called when events may have been missed: what is shown must be fetched again. */
  onGap: (listener: () => void) => () => void;
  /** Removes a run that has ended from the list. */
  dismiss: (runId: string) => void;
  close: () => void;
};

const observed = (before: FedRun | undefined, run: RunView): FedRun => {
  const { done, total, phase } = run.progress;
  const started = before !== undefined && before.run.attempt === run.attempt;
  const sample = { atMs: Date.now(), phase, done, total };
  return { run, estimate: observe(started ? before.estimate : undefined, sample, knownJob(run.name)?.phases) };
};

/** A run that succeeded needs no action: it is shown for this long and then leaves the list. Failures stay. */
const shownAfterEndMs = 10_000;

const sameSubject = (a: RunView, b: RunView) => a.subject !== null && a.subject.id === b.subject?.id;

/** Everything that runs in a workspace, live. One per workspace and tab; `close` ends it. */
export function openRunFeed(workspaceId: string): RunFeed {
  let state: FeedState = { connection: 'reconnecting', runs: new Map() };
  const listeners = new Set<() => void>();
  const runListeners = new Set<(run: RunView) => void>();
  const changeListeners = new Set<(changed: Changed) => void>();
  const gapListeners = new Set<() => void>();
  const set = (next: Partial<FeedState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };

  const dismiss = (runId: string) => {
    const runs = new Map(state.runs);
    runs.delete(runId);
    set({ runs });
  };

  const take = (run: RunView) => {
    const before = state.runs.get(run.id);
    if (before === undefined && isFinal(run.status) && state.connection !== 'live') return;
    // the end of an earlier run on the same subject no longer matters once another one starts
    const kept = [...state.runs].filter(
      ([id, { run: other }]) => id === run.id || !isFinal(other.status) || !sameSubject(other, run),
    );
    set({ runs: new Map(kept).set(run.id, observed(before, run)) });
    if (run.status === 'succeeded' || run.status === 'cancelled') setTimeout(dismiss, shownAfterEndMs, run.id);
    for (const listener of runListeners) listener(run);
  };

  let events = 0;
  const lastEvent = new Map<string, number>();
  const hear = (run: RunView) => {
    events += 1;
    lastEvent.set(run.id, events);
    withJobs(() => take(run));
  };

  /** What happened while the feed was closed: runs that are active now, and the ends of known ones. */
  const catchUp = async () => {
    const asked = events;
    // an event that arrived meanwhile is newer than the response
    const takeUnlessHeard = (run: RunView) => withJobs(() => (lastEvent.get(run.id) ?? 0) > asked || take(run));
    const { items } = await client.jobs.list.query({ workspaceId, active: true, limit: 200 });
    for (const run of items) takeUnlessHeard(run);
    const active = new Set(items.map((run) => run.id));
    const lost = [...state.runs.values()].filter(({ run }) => !isFinal(run.status) && !active.has(run.id));
    for (const { run } of lost) takeUnlessHeard(await client.jobs.get.query({ runId: run.id }));
  };

  // the next connection tries again; until then the feed itself continues
  const catchUpQuietly = () => catchUp().catch(() => undefined);
  const closeGap = async () => {
    await catchUpQuietly();
    for (const listener of gapListeners) listener();
  };

  let hasLived = false;
  const stop = keepSubscribed<FeedEvent>({
    open: (_lastEventId, handlers) => tabStreams.watch({ workspaceId }, undefined, handlers),
    onEvent: ({ changed, run }) => {
      if (run) hear(run);
      else if (changed) for (const listener of changeListeners) listener(changed);
      else void closeGap();
    },
    onConnection: (connection) => {
      if (connection === state.connection) return;
      set({ connection });
      if (connection !== 'live') return;
      void (hasLived ? closeGap() : catchUpQuietly());
      hasLived = true;
    },
    pauseWhenHidden: true,
  });

  return {
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
    onRun: (listener) => {
      runListeners.add(listener);
      return () => runListeners.delete(listener);
    },
    onChange: (listener) => {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onGap: (listener) => {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    dismiss,
    close: stop,
  };
}
