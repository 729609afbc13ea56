/** The worker's face: everything that executes. */
export { endings } from './endings.ts';
export { handlers, startBackground } from './handlers.ts';
export { startHousekeeping } from './housekeeping.ts';
export { type OpenWorker, openWorker, type WorkerOptions } from './jobs/open-worker.ts';
export { openFullMode } from './open-full-mode.ts';
export type { Services } from './services.ts';
export type { Settings } from './settings.ts';
