/** Every slice that executes jobs, one line each. The worker alone imports this. */

export { attachmentsWorker } from './attachments/worker.ts';
export { chatWorker } from './chat/worker.ts';
export { classificationWorker } from './classification/worker.ts';
export { crawlWorker } from './crawl/worker.ts';
export { searchWorker } from './search/worker.ts';
export { sourcesWorker } from './sources/worker.ts';
