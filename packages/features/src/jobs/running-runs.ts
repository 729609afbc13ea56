import { AppError } from '@millrace/contract/app-error';
import { isDatabaseAway } from '@millrace/db/database-away';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

/** Why a handler's signal aborted. */
export type StopReason = 'cancelled' | 'fenced' | 'soft-limit' | 'hard-limit' | 'shutdown';

/** A run that this process executes. */
export type RunningRun = {
  readonly id: string;
  readonly attempt: number;
  readonly controller: AbortController;
  stopReason: StopReason | undefined;
  /** State that the row does not have yet, as JSON; taken by the next heartbeat. */
  takeState(): string | null;
  /** The heartbeat that took the state failed. */
  stateWasLost(): void;
  /** Ends the wait for a handler that does not end by itself. */
  onHardLimit?: () => void;
};

export function stop(run: RunningRun, reason: StopReason): void {
  if (run.stopReason === undefined || reason === 'fenced' || reason === 'hard-limit') run.stopReason = reason;
  if (reason === 'hard-limit') run.onHardLimit?.();
  if (!run.controller.signal.aborted)
    run.controller.abort(new AppError('cancelled', `jobs.${reason}`, stopText[reason]));
}

const stopText: Record<StopReason, string> = {
  cancelled: 'It was cancelled.',
  fenced: 'Another worker has taken it over.',
  'soft-limit': 'It exceeded its time limit.',
  'hard-limit': 'It exceeded its time limit.',
  shutdown: 'The worker is stopping.',
};

export const heartbeatMs = 1_500;

/** The runs of this process. Every 1.5 s one statement writes their heartbeats, stores their state and reads cancels and takeovers. */
export class RunningRuns {
  readonly #runs = new Map<string, RunningRun>();
  readonly #services: Services;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;

  /** Claims in progress: runs that will be here in a moment. */
  claims = 0;
  /** The process is stopping: nothing new is claimed, and claims in progress are stopped immediately. */
  closing = false;

  constructor(services: Services) {
    this.#services = services;
  }

  get size(): number {
    return this.#runs.size + this.claims;
  }

  has(run: { id: string; attempt: number }): boolean {
    return this.#runs.get(run.id)?.attempt === run.attempt;
  }

  all(): RunningRun[] {
    return [...this.#runs.values()];
  }

  add(run: RunningRun): void {
    this.#runs.set(run.id, run);
    if (this.closing) stop(run, 'shutdown');
    this.#timer ??= setInterval(() => {
      this.#beating ??= this.#beat().finally(() => {
        this.#beating = undefined;
      });
    }, heartbeatMs);
  }

  remove(run: RunningRun): void {
    if (this.#runs.get(run.id) === run) this.#runs.delete(run.id);
  }

  cancel(runId: string): void {
    const run = this.#runs.get(runId);
    if (run) stop(run, 'cancelled');
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#beating;
  }

  async #beat(): Promise<void> {
    const runs = this.all();
    if (runs.length === 0) return;
    try {
      await this.#write(runs);
    } catch (error) {
      this.#services.log.warn({ err: error, runs: runs.length }, 'a heartbeat could not be written');
      // one by one, so that a run that cannot be written does not affect the others
      if (!isDatabaseAway(error) && runs.length > 1) {
        await Promise.allSettled(runs.map((run) => this.#write([run])));
      }
    }
  }

  /** Writes the heartbeats of these runs. Rows that a transaction has locked are skipped until the next heartbeat. */
  async #write(runs: RunningRun[]): Promise<void> {
    const states = runs.map((run) => run.takeState());
    try {
      await sql`
        with beat as (
          select * from unnest(${runs.map((run) => run.id)}::uuid[], ${runs.map((run) => run.attempt)}::int[], ${states}::text[])
            as beat(id, attempt, state)
        ), free as (
          select runs.id from runs join beat on runs.id = beat.id and runs.attempt = beat.attempt
          where runs.status = 'running' for no key update of runs skip locked
        )
        update runs set heartbeat_at = now(), state = coalesce(beat.state::jsonb, runs.state)
        from beat where runs.id = beat.id and runs.id in (select id from free)`.execute(this.#services.db);
    } catch (error) {
      for (const [i, run] of runs.entries()) if (states[i] !== null) run.stateWasLost();
      throw error;
    }
    const rows = await this.#services.db
      .selectFrom('runs')
      .select(['id', 'attempt', 'status', 'cancelRequestedAt'])
      .where(
        'id',
        'in',
        runs.map((run) => run.id),
      )
      .execute();
    const found = new Map(rows.map((row) => [row.id, row]));
    for (const run of runs) {
      const row = found.get(run.id);
      if (this.#runs.get(run.id) !== run) continue;
      if (row?.attempt !== run.attempt || row.status !== 'running') stop(run, 'fenced');
      else if (row.cancelRequestedAt !== null) stop(run, 'cancelled');
    }
  }
}
