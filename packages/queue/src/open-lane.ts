import type { Lane } from '@millrace/contract/jobs/define-job';
import { Worker } from 'bullmq';
import type { LaneWorker, Ticket } from './port.ts';
import { retryStrategy, socketTimeout } from './retry-strategy.ts';

export type DirectOptions = {
  redisUrl: string;
  prefix: string;
  lane: Lane;
  /** Concurrent runs in this process. */
  concurrency: number;
  onError(error: unknown): void;
};

/**
 * Starts one BullMQ worker for a lane. `work` must not throw: the engine decides and stores what happens to a run, and for the
 * queue a ticket is either taken or not. A ticket whose worker died comes again and is rejected by the row; the row's heartbeat, not
 * the queue's stalled check, brings the run back.
 */
export function openLane(
  options: DirectOptions,
  work: (ticket: Pick<Ticket, 'runId' | 'attempt'>) => Promise<void>,
): LaneWorker {
  const worker = new Worker(
    options.lane,
    async (job) => {
      await work(job.data as Pick<Ticket, 'runId' | 'attempt'>);
    },
    {
      connection: { url: options.redisUrl, maxRetriesPerRequest: null, retryStrategy, socketTimeout },
      prefix: `${options.prefix}queue`,
      concurrency: options.concurrency,
      drainDelay: 5,
      // after an error of Redis it looks for work immediately, not after a quarter of a minute
      runRetryDelay: 1_000,
      // a killed worker's tickets are noticed after ~12 s instead of ~63 s
      lockDuration: 10_000,
      stalledInterval: 5_000,
      // crashes are counted in the row, which ends a run that keeps crashing its workers
      maxStalledCount: 10,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  worker.on('error', options.onError);
  return {
    async close() {
      await worker.close();
    },
  };
}
