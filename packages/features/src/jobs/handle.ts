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
 * Limits and attempts of one step. Without `retry` a failure is the run's own and counts among the run's attempts.
 *
 * With it, the failures of this step are counted by themselves, in its row, so that a worker's death forgets none; a step that is done
 * clears what it was held against, its workers' deaths too. Between two attempts the run waits in the queue and takes no worker's place;
 * steps that are at work beside the failed one are waited for, and none begins. The failure is thrown to the handler: let it through.
 *
 * At the soft limit the step's signal aborts, at the hard one it has failed whatever it does. Either is a failure like any other. Times in
 * milliseconds; the limits of the run hold as well.
 */
export type StepOptions = { retry?: RetryPolicy; softLimitMs?: number; hardLimitMs?: number };

/** `signal` aborts with the run's, and at the step's limits. `attempt`: 1 for the first, as far as this step's own failures are counted. */
export type StepWork<T> = (at: { signal: AbortSignal; attempt: number }) => Promise<T>;

export type Step = {
  <T>(name: string, work: StepWork<T>): Promise<T>;
  <T>(name: string, options: StepOptions, work: StepWork<T>): Promise<T>;
};

/** The run as its handler knows it. `attempt` is the fencing token: it grows each time the run changes hands. */
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
  /** Aborts on cancel, soft time limit, shutdown and when another worker has taken the run over. Pass it on to everything that waits. */
  signal: AbortSignal;
  /** Says how far the work is. Never waits: what Redis has not taken yet is merged. */
  progress(progress: ProgressOf<J>): void;
  /** Runs `work` once in the life of the run: its output is stored, and a later attempt gets the stored one. The output must be JSON. */
  step: Step;
  /** A transaction that commits only while this attempt still owns the run. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
};

/** How a run ended. `result` is there when it succeeded, `error` when it failed or was interrupted. */
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

/** How runs of a job end, without its work: servers too end what a dead worker left, and execute nothing. */
export type EndingOf<J extends AnyJob> = {
  definition: J;
  /**
   * Changes the feature's rows in the very transaction that ends the run, however it ends: also when a worker died or nobody ever started
   * it. It may start what comes after.
   */
  onEnd?(trx: Trx, ending: Ending<J>, after: After): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: the engine runs handlers of every shape and reads their names from rows
export type AnyHandler = Handler<any>;
export type HandlerMap = Record<string, AnyHandler>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export type EndingMap = Record<string, EndingOf<any>>;
