import type { ServerFace } from '../face.ts';
import { chunksRouter } from './chunks.router.ts';
import { recordsRouter } from './records.router.ts';

export const recordsServer = {
  router: { chunks: chunksRouter, records: recordsRouter },
  endings: [],
  housekeeping: [],
} satisfies ServerFace;
