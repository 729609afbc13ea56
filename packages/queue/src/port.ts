import type { Lane } from '@millrace/contract/jobs/define-job';

/**
 * A run's place in a queue: its id, the attempts it had when it was queued, and its priority (1 and up, lowest first). The payload stays in
 * Postgres.
 */
export type Ticket = { runId: string; attempt: number; lane: Lane; priority: number };

export interface Queue {
  /** Idempotent: a ticket that is already in the queue is not added again. */
  enqueue(tickets: Ticket[]): Promise<void>;
  /** Returns the tickets that the queue does not contain. */
  missing(tickets: Ticket[]): Promise<Ticket[]>;
  /** Throws when no further work is accepted. Only for work that people ask for: an active run may always start follow-up work. */
  admit?(): void;
  close(): Promise<void>;
}

export interface LaneWorker {
  /** Takes no new work and resolves when all active runs have ended. */
  close(): Promise<void>;
}
