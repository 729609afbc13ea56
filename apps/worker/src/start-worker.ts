import { hostname } from 'node:os';
import type { Lane } from '@millrace/contract/jobs/define-job';
import {
  endings,
  handlers,
  type OpenWorker,
  openWorker,
  type Services,
  startBackground,
  startHousekeeping,
} from '@millrace/features/worker';

export type StartWorkerOptions = {
  services: Services;
  redisUrl: string;
  prefix: string;
  concurrency?: Partial<Record<Lane, number>>;
};

/** Starts the lanes, the reconciler, the features' background work and the housekeeping over services that the caller opened and closes. */
export async function startWorker(options: StartWorkerOptions): Promise<OpenWorker> {
  const workerId = `${hostname()}-${process.pid}`;
  const worker = await openWorker({ ...options, workerId, handlers, endings });
  const background = startBackground.map((start) => start(options.services, workerId));
  const housekeeping = startHousekeeping(options.services);
  return {
    async close(graceMs) {
      await Promise.all([...background.map((work) => work.close()), housekeeping.close(), worker.close(graceMs)]);
    },
  };
}
