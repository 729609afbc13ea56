import { AppError } from '@millrace/contract/app-error';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

/** Why a handler's signal aborted. */
export type StopReason = 'cancelled' | 'fenced' | 'soft-limit' | 'hard-limit' | 'shutdown';

/** A run that this process executes now. */
export type RunningRun = {
  readonly id: string;
  readonly attempt: number;
  readonly controller: AbortController;
  stopReason: StopReason | undefined;
  /** State that the row does not have yet, as JSON; taken by the next heartbeat. */
  takeState(): string | null;
  onHeartbeat(): void;
};

export function stop(run: RunningRun, reason: StopReason): void {
  if (run.stopReason === undefined || reason === 'fenced' || reason === 'hard-limit') run.stopReason = reason;
  if (!run.controller.signal.aborted)
    run.controller.abort(new AppError('cancelled', `jobs.${reason}`, stopText[reason]));
}

const stopText: Record<StopReason, string> = {
  cancelled: 'It was cancelled.',
  fenced: 'Another worker has taken it over.',
  'soft-limit': 'It took longer than it may.',
  'hard-limit': 'It took longer than it may.',
  shutdown: 'The worker is stopping.',
};

export const heartbeatMs = 1_500;

/** The runs of this process. One statement each 1.5 s says that all of them live, stores their state and learns of cancels and take-overs. */
export class RunningRuns {
  readonly #runs = new Map<string, RunningRun>();
  readonly #services: Services;
  #timer: NodeJS.Timeout | undefined;
  #beating: Promise<void> | undefined;

  constructor(services: Services) {
    this.#services = services;
  }

  get size(): number {
    return this.#runs.size;
  }

  all(): RunningRun[] {
    return [...this.#runs.values()];
  }

  add(run: RunningRun): void {
    this.#runs.set(run.id, run);
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
      const { rows } = await sql<{ id: string; cancelRequestedAt: Date | null }>`
        update runs set heartbeat_at = now(), state = coalesce(beat.state::jsonb, runs.state)
        from unnest(${runs.map((run) => run.id)}::uuid[], ${runs.map((run) => run.attempt)}::int[], ${runs.map((run) => run.takeState())}::text[])
          as beat(id, attempt, state)
        where runs.id = beat.id and runs.attempt = beat.attempt and runs.status = 'running'
        returning runs.id, runs.cancel_requested_at`.execute(this.#services.db);
      const owned = new Map(rows.map((row) => [row.id, row]));
      for (const run of runs) {
        const row = owned.get(run.id);
        if (this.#runs.get(run.id) !== run) continue;
        if (row === undefined) stop(run, 'fenced');
        else if (row.cancelRequestedAt !== null) stop(run, 'cancelled');
        run.onHeartbeat();
      }
    } catch (error) {
      this.#services.log.warn({ err: error, runs: runs.length }, 'a heartbeat could not be written');
    }
  }
}
