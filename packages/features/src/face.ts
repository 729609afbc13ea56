import type { AnyRouter } from '@trpc/server';
import type { AnyHandler, EndingMap } from './jobs/handle.ts';
import type { Services } from './services.ts';

/** Regular clean-up. Several workers may do it at the same time. */
export type Chore = {
  /** `start`: once when a worker starts; `regularly`: when a worker starts and every ten minutes. */
  when: 'start' | 'regularly';
  /** Returns how many rows it handled, or how many of each kind. */
  work(services: Services): Promise<number | Record<string, number>>;
  /**
   * How many rows of a kind one call handles at most; after a full batch the next call follows immediately. Default: one call handles all.
   */
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
  /** Background work beside the lanes, from the start of a worker to its end. */
  background?: ((services: Services, workerId: string) => { close(): Promise<void> })[];
};
