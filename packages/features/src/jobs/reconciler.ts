import { isDatabaseAway } from '@millrace/db/database-away';
import { deadAfterMs } from './end-run.ts';
import { endCancelled, type Reconciling, restoreLost, sweepOutbox, takeFromDead } from './reconcile-runs.ts';

/**
 * Runs every second in every process, including those that execute no jobs: the death of the last worker must be noticed too. All of
 * it is idempotent and row by row, so no leader is needed.
 */
export function startReconciler(context: Reconciling): { close(): Promise<void> } {
  const { log } = context.services;
  let silentUntil = 0;
  let closed = false;
  const step = async (work: (context: Reconciling) => Promise<void>) => {
    try {
      await work(context);
    } catch (err) {
      log.warn({ err }, 'the reconciler could not finish a round');
      // after an outage of the database every heartbeat is old: give live workers time to write one
      if (isDatabaseAway(err)) silentUntil = Date.now() + deadAfterMs;
    }
  };
  const loop = (async () => {
    let last = Date.now();
    for (let round = 0; !closed; round += 1) {
      // this machine was suspended, and perhaps the others too
      if (Date.now() - last > 5_000) silentUntil = Date.now() + deadAfterMs;
      await step(sweepOutbox);
      await step(endCancelled);
      if (Date.now() >= silentUntil) await step(takeFromDead);
      if (round % 4 === 0) await step(restoreLost);
      last = Date.now();
      for (let slept = 0; slept < 1_000 && !closed; slept += 100) await sleep(100);
    }
  })();
  return {
    async close() {
      closed = true;
      await Promise.race([loop, sleep(3_000)]);
    },
  };
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
