import { crawlSite, discoverLinks } from '@millrace/contract/crawl/crawl';
import type { ServerFace } from '../face.ts';
import { sourcesRouter } from '../sources/sources.router.ts';
import { mergeRouters } from '../trpc.ts';
import { crawlRouter } from './crawl.router.ts';
import { endCrawl } from './end-crawl.ts';
import { itemVersionsRouter } from './item-versions.router.ts';

export const crawlServer = {
  // clients see one `sources`; what crawls adds its procedures to those of the sources
  router: { sources: mergeRouters(sourcesRouter, crawlRouter, itemVersionsRouter) },
  endings: [{ definition: crawlSite, onEnd: endCrawl }, { definition: discoverLinks }],
  housekeeping: [],
} satisfies ServerFace;
