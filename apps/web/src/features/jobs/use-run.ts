import type { ErrorView } from '@millrace/contract/app-error';
import type { ResultOf, StateOf } from '@millrace/contract/jobs/define-job';
import { type JobName, type Jobs, jobs } from '@millrace/contract/jobs/jobs';
import { useEffect, useState } from 'react';
import { watchRun } from './watch-run.ts';

export type WatchedRun<Name extends JobName> = {
  state: StateOf<Jobs[Name]>;
  ended: boolean;
  /** Set once the run has succeeded. */
  result: ResultOf<Jobs[Name]> | undefined;
  error: ErrorView | undefined;
};

/** What watching needs of a job. */
type Definition<State> = { initial: State; fold: (state: State, progress: unknown) => State };

/** One run from its current state to its end, with its result; also after a reload. */
export function useRun<Name extends JobName>(job: Name, runId: string): WatchedRun<Name> {
  const { initial, fold } = jobs[job] as unknown as Definition<StateOf<Jobs[Name]>>;
  const [watched, setWatched] = useState<WatchedRun<Name>>({
    state: initial,
    ended: false,
    result: undefined,
    error: undefined,
  });
  useEffect(() => {
    const change = (part: Partial<WatchedRun<Name>>) => setWatched((before) => ({ ...before, ...part }));
    change({ state: initial, ended: false, result: undefined, error: undefined });
    return watchRun({
      runId,
      fold,
      initial,
      onState: (state) => change({ state }),
      onEvent: (event) => {
        if (event.type === 'snapshot' || event.type === 'succeeded')
          change({ result: (event.result ?? undefined) as ResultOf<Jobs[Name]> | undefined });
        if ('error' in event && event.error) change({ error: event.error });
      },
      onEnd: () => change({ ended: true }),
    });
  }, [runId, fold, initial]);
  return watched;
}
