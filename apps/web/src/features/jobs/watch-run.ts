import { endsRun, type JobEvent } from '@millrace/contract/jobs/job-event';
import { keepSubscribed } from './keep-subscribed.ts';
import { tabStreams } from './streams/tab-streams.ts';

type Options<State, Progress> = {
  runId: string;
  /** That of the job's definition. */
  fold: (state: State, progress: Progress) => State;
  /** The state before the first event and after a restart: the definition's own unless the run continues something. */
  initial: State;
  onState: (state: State) => void;
  /** Every event as it arrives, for callers that need more than the state. */
  onEvent?: (event: JobEvent) => void;
  /** The run has ended, in whatever way; its row has the details. Also called when the run cannot be watched. */
  onEnd: () => void;
};

/** Watches one run and folds its events as the server does. Returns the function that stops watching. */
export function watchRun<State, Progress>({
  runId,
  fold,
  initial,
  onState,
  onEvent,
  onEnd,
}: Options<State, Progress>): () => void {
  let state = initial;
  const set = (next: State) => {
    state = next;
    onState(state);
  };
  const hear = (event: JobEvent) => {
    onEvent?.(event);
    if (event.type === 'snapshot') set(event.state as State);
    if (event.type === 'started') set(initial);
    if (event.type === 'progress') set(fold(state, event.progress as Progress));
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
