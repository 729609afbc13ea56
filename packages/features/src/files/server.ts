import type { ServerFace } from '../face.ts';
import { filesRouter } from './files.router.ts';
import { sweepUploads } from './sweep-uploads.ts';

export const filesServer = {
  router: { files: filesRouter },
  endings: [],
  housekeeping: [{ when: 'regularly', work: sweepUploads }],
} satisfies ServerFace;
