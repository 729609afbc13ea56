import { hostname } from 'node:os';
import type { Lane } from '@millrace/contract/jobs/define-job';
import {
  type HandlerMap,
  handlers,
  type OpenWorker,
  openWorker,
  type Services,
  startCrawlHelp,
  startHousekeeping,
} from '@millrace/features/worker';

export type StartWorkerOptions = {
  services: Services;
  redisUrl: string;
  prefix: string;
  concurrency?: Partial<Record<Lane, number>>;
};

/** Starts the lanes, the reconciler, the help for other workers' crawls and the housekeeping over services that the caller opened and closes. */
export async function startWorker(options: StartWorkerOptions): Promise<OpenWorker> {
  const workerId = `${hostname()}-${process.pid}`;
  const worker = await openWorker({ ...options, workerId, handlers: handlers as HandlerMap });
  const help = startCrawlHelp(options.services, workerId);
  const housekeeping = startHousekeeping(options.services);
  return {
    async close(graceMs) {
      await Promise.all([help.close(), housekeeping.close(), worker.close(graceMs)]);
    },
  };
}
