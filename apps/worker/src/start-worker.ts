import { hostname } from 'node:os';
import type { Lane } from '@millrace/contract/define-job';
import { type HandlerMap, handlers, type OpenWorker, openWorker, type Services } from '@millrace/features/worker';

export type StartWorkerOptions = {
  services: Services;
  redisUrl: string;
  prefix: string;
  concurrency?: Partial<Record<Lane, number>>;
};

/** Starts the lanes and the reconciler over services that the caller opened and closes. */
export function startWorker(options: StartWorkerOptions): Promise<OpenWorker> {
  const workerId = `${hostname()}-${process.pid}`;
  return openWorker({ ...options, workerId, handlers: handlers as HandlerMap });
}
