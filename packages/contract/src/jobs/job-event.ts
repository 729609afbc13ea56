import type { ErrorView } from '../app-error.ts';
import type { ProgressView } from './define-job.ts';

/** `queued` includes waiting for a retry. The last four are final; `interrupted` has partial output that was kept. */
export const runStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted'] as const;
export type RunStatus = (typeof runStatuses)[number];
export const isFinal = (status: RunStatus): boolean => status !== 'queued' && status !== 'running';

/**
 * What happens to a run, one union for every job. An LLM's deltas are the progress of `chat.answer-message`.
 * `snapshot` stands for everything before it: a watcher that gets one sets its state instead of folding.
 */
export type JobEvent<State = unknown, Progress = unknown, Result = unknown> =
  | {
      type: 'snapshot';
      status: RunStatus;
      attempt: number;
      state: State;
      result: Result | null;
      error: ErrorView | null;
    }
  | { type: 'started'; attempt: number }
  | { type: 'progress'; progress: Progress }
  | { type: 'succeeded'; result: Result }
  | { type: 'failed'; error: ErrorView; willRetry: boolean; retryInMs?: number }
  | { type: 'cancelled' }
  | { type: 'interrupted'; error: ErrorView };

/** True for the event after which nothing follows in this run. */
export function endsRun(event: JobEvent): boolean {
  switch (event.type) {
    case 'succeeded':
    case 'cancelled':
    case 'interrupted':
      return true;
    case 'failed':
      return !event.willRetry;
    case 'snapshot':
      return isFinal(event.status);
    default:
      return false;
  }
}

/** A run as lists and trays show it. Times are ISO strings. */
export type RunView = {
  id: string;
  name: string;
  /** Null: the run belongs to the instance, and only its owner sees it. */
  workspaceId: string | null;
  status: RunStatus;
  attempt: number;
  maxAttempts: number;
  progress: ProgressView;
  error: ErrorView | null;
  /** What the run works on, so that any screen can link to it. */
  subject: RunSubject | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
/** `kind` is one of `subjectKinds`, or of a newer version's. */
export type RunSubject = { kind: string; id: string; title: string };
