import { ingestSource } from '@millrace/contract/sources/sources';
import type { ServerFace } from '../face.ts';
import { endIngest } from './end-ingest.ts';
import { purgeBatch, purgeDeletedSources } from './purge-deleted-sources.ts';

export const sourcesServer = {
  // its router is offered by crawl, which adds procedures to it
  router: {},
  endings: [{ definition: ingestSource, onEnd: endIngest }],
  housekeeping: [{ when: 'regularly', work: purgeDeletedSources, batch: purgeBatch }],
} satisfies ServerFace;
