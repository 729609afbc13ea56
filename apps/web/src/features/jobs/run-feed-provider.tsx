import type { RunView } from '@millrace/contract/jobs/job-event';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useEffectEvent,
  useState,
  useSyncExternalStore,
} from 'react';
import type { Connection } from './keep-subscribed.ts';
import { type Changed, type FedRun, openRunFeed, type RunFeed } from './run-feed.ts';

const RunFeedContext = createContext<RunFeed | undefined>(undefined);

/** Keeps the feed of a workspace open for everything below. */
export function RunFeedProvider({ workspaceId, children }: { workspaceId: string; children: ReactNode }) {
  const [feed, setFeed] = useState<RunFeed>();
  useEffect(() => {
    const opened = openRunFeed(workspaceId);
    setFeed(opened);
    return opened.close;
  }, [workspaceId]);
  return <RunFeedContext value={feed}>{children}</RunFeedContext>;
}

const none: ReadonlyMap<string, FedRun> = new Map();
const nothing = () => () => undefined;

export function useConnection(): Connection {
  const feed = useContext(RunFeedContext);
  return useSyncExternalStore(feed?.subscribe ?? nothing, () => feed?.state().connection ?? 'reconnecting');
}

/** All runs the feed knows: the active ones and those that ended while the page was open. */
export function useFedRuns(): ReadonlyMap<string, FedRun> {
  const feed = useContext(RunFeedContext);
  return useSyncExternalStore(feed?.subscribe ?? nothing, () => feed?.state().runs ?? none);
}

export function useFedRun(runId: string | null): FedRun | undefined {
  const feed = useContext(RunFeedContext);
  return useSyncExternalStore(feed?.subscribe ?? nothing, () => (runId ? feed?.state().runs.get(runId) : undefined));
}

/** Calls back on every change of a run. */
export function useOnRun(listener: (run: RunView) => void): void {
  const feed = useContext(RunFeedContext);
  const latest = useEffectEvent(listener);
  useEffect(() => feed?.onRun((run) => latest(run)), [feed]);
}

/** Calls back when something other than a run has changed. */
export function useOnChange(listener: (changed: Changed) => void): void {
  const feed = useContext(RunFeedContext);
  const latest = useEffectEvent(listener);
  useEffect(() => feed?.onChange((changed) => latest(changed)), [feed]);
}

/** Calls back when the feed may have missed events, for example while offline. */
export function useOnGap(listener: () => void): void {
  const feed = useContext(RunFeedContext);
  const latest = useEffectEvent(listener);
  useEffect(() => feed?.onGap(() => latest()), [feed]);
}

/** Removes a run that has ended from the list. */
export const useDismissRun = (): ((runId: string) => void) => useContext(RunFeedContext)?.dismiss ?? (() => undefined);
