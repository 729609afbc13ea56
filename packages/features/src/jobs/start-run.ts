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

/** An active run: what its handler is given, and what the engine knows about it. */
export type Started = {
  run: RunningRun;
  log: RunLog;
  work: Work<AnyJob>;
  state: () => unknown;
  /** From now on no step begins. Resolves once the running steps have settled. */
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
      // progress after the end is dropped: neither watchers nor lists may see an ended run change
      if (controller.signal.aborted && run.stopReason === 'fenced') return;
      state = definition.fold(state, progress);
      dirty = true;
      log.progress(progress);
      // streamed words are watched on their own channel; everything else is shown in lists and the tray too
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
          // the fence is checked last: the lock on the row, which heartbeats wait for, is held only for the commit
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
        // handlers batch their writes: after a conflict the next attempt continues, and no attempt is used up
        { tries: 1 },
      ),
  };
  return { run, log, work, state: () => state, endSteps: steps.end };
}
