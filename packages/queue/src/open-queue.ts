import { AppError } from '@millrace/contract/app-error';
import type { Lane } from '@millrace/contract/jobs/define-job';
import { Queue as BullQueue } from 'bullmq';
import type { Queue, Ticket } from './port.ts';
import { retryStrategy, socketTimeout } from './retry-strategy.ts';

export type QueueOptions = {
  redisUrl: string;
  /** Prefix of every key, so that several installations can share one Redis. */
  prefix: string;
  onError(error: unknown): void;
};

/** The row is the source of truth and the reconciler repairs, so finished jobs need not stay in Redis at all. */
const jobOptions = { attempts: 1, removeOnComplete: true, removeOnFail: true } as const;

/** BullMQ's own limit; a lane that never empties for two million runs is first come, first served from there on. */
const mostPriority = 2_097_151;

/** Names a run at one attempt: adding the same ticket twice is one job, and a later attempt is another one. */
export const jobId = (ticket: Pick<Ticket, 'runId' | 'attempt'>): string => `${ticket.runId}_${ticket.attempt}`;

/** Opens the producing side. Calls fail fast while Redis is unreachable; nothing is lost, because the outbox keeps it. */
export function openQueue({ redisUrl, prefix, onError }: QueueOptions): Queue {
  const connection = {
    url: redisUrl,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy,
    socketTimeout,
  };
  const queues = new Map<Lane, BullQueue>();
  const queueOf = (lane: Lane): BullQueue => {
    let queue = queues.get(lane);
    if (queue === undefined) {
      queue = new BullQueue(lane, { connection, prefix: `${prefix}queue` });
      queue.on('error', onError);
      queues.set(lane, queue);
    }
    return queue;
  };
  const ready = async (lane: Lane) => {
    const queue = queueOf(lane);
    await within(2_000, queue.waitUntilReady());
    return queue;
  };
  const byLane = (tickets: Ticket[]) => Map.groupBy(tickets, (ticket) => ticket.lane);

  return {
    async enqueue(tickets) {
      for (const [lane, group] of byLane(tickets)) {
        const queue = await ready(lane);
        const jobs = group.map((ticket) => ({
          name: 'run',
          data: { runId: ticket.runId, attempt: ticket.attempt },
          opts: { ...jobOptions, jobId: jobId(ticket), priority: Math.min(Math.max(ticket.priority, 1), mostPriority) },
        }));
        await within(5_000, queue.addBulk(jobs));
      }
    },
    async missing(tickets) {
      const gone: Ticket[] = [];
      for (const [lane, group] of byLane(tickets)) {
        const queue = await ready(lane);
        const states = await within(5_000, Promise.all(group.map((ticket) => queue.getJobState(jobId(ticket)))));
        gone.push(...group.filter((_, i) => states[i] === 'unknown'));
      }
      return gone;
    },
    async close() {
      await Promise.all([...queues.values()].map((queue) => queue.close().catch(onError)));
    },
  };
}

/** If Redis hangs, its callers must not hang. */
async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () =>
        reject(
          new AppError('unavailable', 'queue.down', 'The job queue is not available right now. Try again in a moment.'),
        ),
      timeoutMs,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
