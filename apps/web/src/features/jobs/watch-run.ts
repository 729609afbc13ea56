import type { StateOf } from '@millrace/contract/jobs/define-job';
import { endsRun, type JobEvent } from '@millrace/contract/jobs/job-event';
import type { JobName, Jobs } from '@millrace/contract/jobs/jobs';
import { findJob } from '@millrace/contract/jobs/jobs';
import { keepSubscribed } from './keep-subscribed.ts';
import { tabStreams } from './streams/tab-streams.ts';

type Options<Name extends JobName> = {
  runId: string;
  job: Name;
  /** The state before the first event and after a restart: the definition's own unless the run continues something. */
  initial: StateOf<Jobs[Name]>;
  onState: (state: StateOf<Jobs[Name]>) => void;
  /** Every event as it arrives, for callers that need more than the state. */
  onEvent?: (event: JobEvent) => void;
  /** The run has ended, in whatever way; its row has the details. Also called when the run cannot be watched. */
  onEnd: () => void;
};

/** Watches one run and folds its events as the server does. Returns the function that stops watching. */
export function watchRun<Name extends JobName>({
  runId,
  job,
  initial,
  onState,
  onEvent,
  onEnd,
}: Options<Name>): () => void {
  const definition = findJob(job);
  if (definition === undefined) throw new Error(`This page does not know the job ${job}`);
  let state = initial;
  const set = (next: StateOf<Jobs[Name]>) => {
    state = next;
    onState(state);
  };
  const hear = (event: JobEvent) => {
    onEvent?.(event);
    if (event.type === 'snapshot') set(event.state as StateOf<Jobs[Name]>);
    if (event.type === 'started') set(initial);
    if (event.type === 'progress') set(definition.fold(state, event.progress) as StateOf<Jobs[Name]>);
    if (!endsRun(event)) return;
    stop();
    onEnd();
  };
  const stop = keepSubscribed<JobEvent>({
    open: (lastEventId, handlers) => tabStreams.watch({ runId }, lastEventId, handlers),
    onEvent: hear,
    pauseWhenHidden: true,
    onRefused: () => {
      stop();
      onEnd();
    },
  });
  return stop;
}
