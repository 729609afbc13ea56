import type { AnyJob } from '@millrace/contract/jobs/define-job';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import { transact } from '@millrace/db/database';
import { toJson } from '@millrace/db/to-json';
import type { Services } from '../services.ts';
import { announceRun } from './announce-run.ts';
import { runOf } from './end-run.ts';
import type { AnyHandler, Work } from './handle.ts';
import type { RunRow } from './jobs.queries.ts';
import { RunLog } from './run-log.ts';
import { fencedError, openSteps } from './run-step.ts';
import { type RunningRun, stop } from './running-runs.ts';

/** A run in hand: what its handler is given, and what the engine keeps of it. */
export type Started = {
  run: RunningRun;
  log: RunLog;
  work: Work<AnyJob>;
  state: () => unknown;
  /** From now on no step begins. Resolves once those at work have settled. */
  endSteps: () => Promise<void>;
};

/** Makes what the handler of a claimed run works with. */
export function startRun(services: Services, { definition }: AnyHandler, row: RunRow): Started {
  let state: unknown = definition.initial;
  let dirty = false;
  let announcedAt = 0;
  const controller = new AbortController();
  const run: RunningRun = {
    id: row.id,
    attempt: row.attempt,
    controller,
    stopReason: undefined,
    takeState() {
      if (!dirty) return null;
      dirty = false;
      return toJson(state);
    },
    stateWasLost() {
      dirty = true;
    },
  };
  const log = new RunLog({
    bus: services.bus,
    definition,
    runId: row.id,
    attempt: row.attempt,
    onFenced: () => stop(run, 'fenced'),
    snapshot: (): JobEvent => ({
      type: 'snapshot',
      status: 'running',
      attempt: 1 + row.failures + row.crashes,
      state,
      result: null,
      error: null,
    }),
  });
  const steps = openSteps(services, row, controller.signal);
  const work: Work<AnyJob> = {
    run: runOf(row),
    payload: row.payload,
    services,
    signal: controller.signal,
    progress(progress) {
      // what comes after the end is nobody's: neither watchers nor lists may see an ended run move
      if (controller.signal.aborted && run.stopReason === 'fenced') return;
      state = definition.fold(state, progress);
      dirty = true;
      log.progress(progress);
      // words that stream are watched on their own channel; everything else also shows in lists and the tray
      if (definition.feedsProgress && !log.closed && Date.now() - announcedAt > 500) {
        announcedAt = Date.now();
        announceRun(services, { ...row, state });
      }
    },
    step: steps.step,
    write: (change) =>
      transact(
        services.db,
        async (trx) => {
          const result = await change(trx);
          // the fence is asked last: the lock on the row, which heartbeats wait for, is held for the commit only
          const owned = await trx
            .selectFrom('runs')
            .select('id')
            .where('id', '=', row.id)
            .where('attempt', '=', row.attempt)
            .where('status', '=', 'running')
            .forShare()
            .executeTakeFirst();
          if (owned === undefined) throw fencedError();
          return result;
        },
        // handlers gather what they write: one that clashed is carried on by the next attempt, which burns none
        { tries: 1 },
      ),
  };
  return { run, log, work, state: () => state, endSteps: steps.end };
}
