import type { AnyRouter } from '@trpc/server';
import type { AnyHandler, EndingMap } from './jobs/handle.ts';
import type { Services } from './services.ts';

/** Regular clean-up. Several workers may do it at once. */
export type Chore = {
  /** `start`: once when a worker starts; `regularly`: then too, and every ten minutes. */
  when: 'start' | 'regularly';
  /** Returns how many things it dealt with, or how many of each kind. */
  work(services: Services): Promise<number | Record<string, number>>;
  /** The most that one call deals with of a kind; a full batch is followed by another at once. Default: one call deals with all. */
  batch?: number;
};

/** What a slice offers to the server, as `x/server.ts`. Nothing of it executes jobs. */
export type ServerFace = {
  /** Its routers by the names under which clients call them. */
  router: Record<string, AnyRouter>;
  /** How runs of its jobs end; each of its jobs has an entry. */
  endings: EndingMap[string][];
  housekeeping: Chore[];
};

/** What a slice offers to the worker, as `x/worker.ts`. */
export type WorkerFace = {
  handlers: AnyHandler[];
  /** What runs beside the lanes from the start of a worker to its end. */
  background?: ((services: Services, workerId: string) => { close(): Promise<void> })[];
};
