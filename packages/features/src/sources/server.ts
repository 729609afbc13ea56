import { ingestSource } from '@millrace/contract/sources/sources';
import type { ServerFace } from '../face.ts';
import type { Services } from '../services.ts';
import { endIngest } from './end-ingest.ts';
import { purgeBatch, purgeDeletedSources } from './purge-deleted-sources.ts';

const purgeLargest = async (services: Services) => Math.max(...Object.values(await purgeDeletedSources(services)));

export const sourcesServer = {
  // its router is offered by crawl, which adds procedures to it
  router: {},
  endings: [{ definition: ingestSource, onEnd: endIngest }],
  housekeeping: [{ when: 'regularly', work: purgeLargest, batch: purgeBatch }],
} satisfies ServerFace;
