import { type Lane, laneConcurrency, lanes } from '@millrace/contract/define-job';
import { isDatabaseAway } from '@millrace/db/database-away';
import { openLane } from '@millrace/queue/open-lane';
import type { Services } from '../services.ts';
import { deadAfterMs } from './end-run.ts';
import { cancelChannel } from './feed.ts';
import type { HandlerMap } from './handle.ts';
import { endCancelled, restoreLost, sweepOutbox, takeFromDead } from './reconcile-runs.ts';
import { runJob, type WorkerContext } from './run-job.ts';
import { RunningRuns, stop } from './running-runs.ts';

export type WorkerOptions = {
  services: Services;
  redisUrl: string;
  prefix: string;
  workerId: string;
  concurrency?: Partial<Record<Lane, number>>;
  handlers: HandlerMap;
};

export type OpenWorker = {
  /** Takes no new work, gives what runs `graceMs` to end, then hands the rest back to the queue. */
  close(graceMs: number): Promise<void>;
};

/** One BullMQ worker a lane, the heartbeat and the reconciler: everything that makes runs move in this process. */
export async function openWorker(options: WorkerOptions): Promise<OpenWorker> {
  const { services, redisUrl, prefix, workerId } = options;
  const onError = (err: unknown) => services.log.warn({ err }, 'the queue reports trouble');
  const running = new RunningRuns(services);
  const context: WorkerContext = {
    services,
    handlers: options.handlers,
    running,
    workerId,
  };
  const opened = lanes.map((lane) =>
    openLane(
      { redisUrl, prefix, lane, concurrency: options.concurrency?.[lane] ?? laneConcurrency[lane], onError },
      (ticket) => runJob(context, ticket),
    ),
  );
  const leaveSignals = hearCancels(context);
  const reconciler = startReconciler(context);
  return {
    async close(graceMs) {
      running.closing = true;
      leaveSignals();
      await reconciler.close();
      const lanesClosed = Promise.all(opened.map((lane) => lane.close().catch(onError)));
      const until = Date.now() + graceMs;
      while (running.size > 0 && Date.now() < until) await sleep(50);
      for (const run of running.all()) stop(run, 'shutdown');
      await Promise.race([lanesClosed, sleep(4_000)]);
      await running.close();
    },
  };
}

/** Listens for cancels; tries again until Redis is there. Until then cancels come with the heartbeat. */
function hearCancels(context: WorkerContext): () => void {
  const { bus, log } = context.services;
  const hear = (runId: string) => {
    context.running.cancel(runId);
    endCancelled(context).catch((err: unknown) => log.warn({ err }, 'a cancel waits for the reconciler'));
  };
  let left = false;
  let leave = () => {};
  const join = async () => {
    while (!left) {
      try {
        leave = await bus.onSignal(cancelChannel, hear);
        if (left) leave();
        return;
      } catch (err) {
        log.warn({ err }, 'cancels are heard late for now');
        await sleep(2_000);
      }
    }
  };
  void join();
  return () => {
    left = true;
    leave();
  };
}

/** Each second, in every worker: all of it is idempotent and row by row, so no leader is needed. */
function startReconciler(context: WorkerContext) {
  const { log } = context.services;
  let silentUntil = 0;
  let closed = false;
  const step = async (work: (context: WorkerContext) => Promise<void>) => {
    try {
      await work(context);
    } catch (err) {
      log.warn({ err }, 'the reconciler could not finish a round');
      // after an outage of the database every heartbeat is old: give the living time to write one
      if (isDatabaseAway(err)) silentUntil = Date.now() + deadAfterMs;
    }
  };
  const loop = (async () => {
    let last = Date.now();
    for (let round = 0; !closed; round += 1) {
      // this machine slept, and perhaps the others with it
      if (Date.now() - last > 5_000) silentUntil = Date.now() + deadAfterMs;
      await step(sweepOutbox);
      await step(endCancelled);
      if (round % 2 === 0 && Date.now() >= silentUntil) await step(takeFromDead);
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
