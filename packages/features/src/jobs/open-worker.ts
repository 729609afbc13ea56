import { type Lane, laneConcurrency, lanes } from '@millrace/contract/define-job';
import { openLane } from '@millrace/queue/open-lane';
import type { Services } from '../services.ts';
import { cancelChannel } from './feed.ts';
import type { HandlerMap } from './handle.ts';
import { deadAfterMs, endCancelled, restoreLost, sweepOutbox, takeFromDead } from './reconcile-runs.ts';
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
  const leaveSignals = await hearCancels(context).catch((err: unknown) => {
    // Redis is away: until it is back, cancels come with the heartbeat
    services.log.warn({ err }, 'cancels are heard late for now');
    return () => {};
  });
  const reconciler = startReconciler(context);
  return {
    async close(graceMs) {
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

function hearCancels(context: WorkerContext): Promise<() => void> {
  return context.services.bus.onSignal(cancelChannel, (runId) => {
    context.running.cancel(runId);
    endCancelled(context).catch((err: unknown) =>
      context.services.log.warn({ err }, 'a cancel waits for the reconciler'),
    );
  });
}

/** Each second, in every worker: all of it is idempotent and row by row, so no leader is needed. */
function startReconciler(context: WorkerContext) {
  const { log } = context.services;
  let ticks = 0;
  let silentUntil = 0;
  let closed = false;
  const tick = async () => {
    try {
      await sweepOutbox(context);
      await endCancelled(context);
      if (ticks % 2 === 0 && Date.now() >= silentUntil) await takeFromDead(context);
      if (ticks % 4 === 0) await restoreLost(context);
    } catch (err) {
      log.warn({ err }, 'the reconciler could not finish its round');
      // after an outage of the database every heartbeat is old: give the living time to write one
      silentUntil = Date.now() + deadAfterMs;
    }
    ticks += 1;
  };
  const loop = (async () => {
    while (!closed) {
      await tick();
      for (let slept = 0; slept < 1_000 && !closed; slept += 100) await sleep(100);
    }
  })();
  return {
    async close() {
      closed = true;
      await loop;
    },
  };
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
