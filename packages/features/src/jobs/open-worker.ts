import { type Lane, laneConcurrency, lanes } from '@millrace/contract/jobs/define-job';
import { openLane } from '@millrace/queue/open-lane';
import type { Services } from '../services.ts';
import { cancelChannel } from './channels.ts';
import type { EndingMap, HandlerMap } from './handle.ts';
import { endCancelled } from './reconcile-runs.ts';
import { startReconciler } from './reconciler.ts';
import { runJob, type WorkerContext } from './run-job.ts';
import { RunningRuns, stop } from './running-runs.ts';

export type WorkerOptions = {
  services: Services;
  redisUrl: string;
  prefix: string;
  workerId: string;
  concurrency?: Partial<Record<Lane, number>>;
  handlers: HandlerMap;
  endings: EndingMap;
};

export type OpenWorker = {
  /** Takes no new work, gives active runs `graceMs` to end, then puts the rest back into the queue. */
  close(graceMs: number): Promise<void>;
};

/** One BullMQ worker per lane, the heartbeat and the reconciler: everything that executes runs in this process. */
export async function openWorker(options: WorkerOptions): Promise<OpenWorker> {
  const { services, redisUrl, prefix, workerId } = options;
  const onError = (err: unknown) => services.log.warn({ err }, 'the queue reported an error');
  const running = new RunningRuns(services);
  const context: WorkerContext = {
    services,
    handlers: options.handlers,
    endings: options.endings,
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
  const reconciler = startReconciler({ services, endings: options.endings, running });
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

/** Listens for cancels and retries until Redis is reachable. Until then the heartbeat notices cancels. */
function hearCancels(context: WorkerContext): () => void {
  const { bus, log } = context.services;
  const hear = (runId: string) => {
    context.running.cancel(runId);
    endCancelled({ services: context.services, endings: context.endings }).catch((err: unknown) =>
      log.warn({ err }, 'a cancel waits for the reconciler'),
    );
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
        log.warn({ err }, 'cancels are noticed late for now');
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

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
