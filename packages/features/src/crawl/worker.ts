import type { WorkerFace } from '../face.ts';
import { crawlSiteHandler } from './crawl-site.handler.ts';
import { discoverLinksHandler } from './discover-links.handler.ts';
import { startCrawlHelp } from './help-crawls.ts';

export const crawlWorker = {
  handlers: [crawlSiteHandler, discoverLinksHandler],
  background: [startCrawlHelp],
} satisfies WorkerFace;
