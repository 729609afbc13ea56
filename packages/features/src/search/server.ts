import { embedChunks } from '@millrace/contract/search/search';
import type { ServerFace } from '../face.ts';
import { searchRouter } from './search.router.ts';
import { startStaleEmbeddings } from './start-stale-embeddings.ts';

export const searchServer = {
  router: { search: searchRouter },
  endings: [{ definition: embedChunks }],
  housekeeping: [{ when: 'start', work: startStaleEmbeddings }],
} satisfies ServerFace;
