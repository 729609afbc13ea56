import type { ErrorView } from '@millrace/contract/app-error';
import type { AnyJob, PayloadOf, ProgressOf, ResultOf, StateOf } from '@millrace/contract/jobs/define-job';
import type { RunStatus, RunSubject } from '@millrace/contract/jobs/job-event';
import type { Trx } from '@millrace/db/database';
import type { Services, Settings } from '../services.ts';
import type { Start } from './start-job.ts';

/** The run as its handler knows it. `attempt` is the fencing token: it grows each time the run changes hands. */
export type Run = {
  id: string;
  name: string;
  workspaceId: string;
  attempt: number;
  subject: RunSubject | null;
  createdBy: string | null;
};

export type Work<J extends AnyJob> = {
  run: Run;
  payload: PayloadOf<J>;
  services: Services;
  /** Aborts on cancel, soft time limit, shutdown and when another worker has taken the run over. Pass it on to everything that waits. */
  signal: AbortSignal;
  /** Says how far the work is. Never waits: what Redis has not taken yet is merged. */
  progress(progress: ProgressOf<J>): void;
  /** Runs `work` once in the life of the run: its output is stored, and a later attempt gets the stored one. The output must be JSON. */
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** A transaction that commits only while this attempt still owns the run. */
  write<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
};

/** How a run ended. `result` is there when it succeeded, `error` when it failed or was interrupted. */
export type Ending<J extends AnyJob> = {
  run: Run;
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
