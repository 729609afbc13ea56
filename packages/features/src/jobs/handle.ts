import type { ErrorView } from '@millrace/contract/app-error';
import type {
  AnyJob,
  PayloadOf,
  ProgressOf,
  ResultOf,
  RetryPolicy,
  StateOf,
  WorkspaceOf,
} from '@millrace/contract/jobs/define-job';
import type { RunStatus, RunSubject } from '@millrace/contract/jobs/job-event';
import type { Trx } from '@millrace/db/database';
import type { Services } from '../services.ts';
import type { Settings } from '../settings.ts';
import type { Start } from './start-job.ts';

/**
 * Limits and attempts of one step. Without `retry` a failure of the step is a failure of the run and uses up one of its attempts.
 *
 * With `retry`, the failures of this step are counted separately, in its row, so that they survive the death of a worker. A finished
 * step resets its own failures and the crashes counted for the run. Between two attempts the run waits in the queue and occupies no worker.
 * Steps that run beside the failed one are awaited, and no new step begins. The failure is thrown to the handler, which must not catch it.
 *
 * At the soft limit the step's signal aborts; at the hard limit the step fails whatever it does. Both count as failures. Times in
 * milliseconds; the limits of the run apply as well.
 */
export type StepOptions = { retry?: RetryPolicy; softLimitMs?: number; hardLimitMs?: number };

/** `signal` aborts with the signal of the run, and at the limits of the step. `attempt` starts at 1 and counts this step's own failures. */
export type StepWork<T> = (at: { signal: AbortSignal; attempt: number }) => Promise<T>;

export type Step = {
  <T>(name: string, work: StepWork<T>): Promise<T>;
  <T>(name: string, options: StepOptions, work: StepWork<T>): Promise<T>;
};

/** The run as its handler knows it. `attempt` is the fencing token: it is incremented each time another worker takes the run. */
export type Run<J extends AnyJob = AnyJob> = {
  id: string;
  name: string;
  workspaceId: WorkspaceOf<J>;
  attempt: number;
  subject: RunSubject | null;
  createdBy: string | null;
};

export type Work<J extends AnyJob> = {
  run: Run<J>;
  payload: PayloadOf<J>;
  services: Services;
  /**
   * Aborts on cancel, at the soft time limit, on shutdown and when another worker has taken over the run. Pass it on to everything that
   * waits.
   */
  signal: AbortSignal;
  /** Reports progress. Never waits: progress that Redis has not accepted yet is merged. */
  progress(progress: ProgressOf<J>): void;
  /** Runs `work` once per run: its output is stored, and later attempts get the stored output. The output must be JSON. */
  step: Step;
  /** A transaction that commits only while this attempt still owns the run. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
};

/** How a run ended. `result` is set when it succeeded, `error` when it failed or was interrupted. */
export type Ending<J extends AnyJob> = {
  run: Run<J>;
  payload: PayloadOf<J>;
  status: Exclude<RunStatus, 'queued' | 'running'>;
  state: StateOf<J>;
  result: ResultOf<J> | null;
  error: ErrorView | null;
};

/** What an ending may use beside its transaction. */
export type After = { start: Start; settings: Settings };

export type Handler<J extends AnyJob> = {
  definition: J;
  work(work: Work<J>): Promise<ResultOf<J>>;
};

/** Pairs a definition with its work; all types flow from the definition. */
export const handle = <J extends AnyJob>(definition: J, work: Handler<J>['work']): Handler<J> => ({ definition, work });

/** How runs of a job end, without its work: servers end the runs of dead workers too, but execute none. */
export type EndingOf<J extends AnyJob> = {
  definition: J;
  /**
   * Changes the feature's rows in the transaction that ends the run, however it ends: even when a worker died or nobody ever started
   * it. It may start the jobs that follow.
   */
  onEnd?(trx: Trx, ending: Ending<J>, after: After): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: the engine runs handlers of every shape and reads their names from rows
export type AnyHandler = Handler<any>;
export type HandlerMap = Record<string, AnyHandler>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type EndingMap = Record<string, EndingOf<any>>;
