/** The worker's face: everything that executes. */
export { startCrawlHelp } from './crawl/help-crawls.ts';
export { handlers } from './handlers.ts';
export { startHousekeeping } from './housekeeping.ts';
export type { HandlerMap } from './jobs/handle.ts';
export { type OpenWorker, openWorker, type WorkerOptions } from './jobs/open-worker.ts';
export { openFullMode } from './open-full-mode.ts';
export type { Services, Settings } from './services.ts';
