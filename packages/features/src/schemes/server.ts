import type { ServerFace } from '../face.ts';
import { purgeDeletedSchemes } from './purge-deleted-schemes.ts';
import { schemesRouter } from './schemes.router.ts';

export const schemesServer = {
  router: { schemes: schemesRouter },
  endings: [],
  housekeeping: [{ when: 'regularly', work: purgeDeletedSchemes }],
} satisfies ServerFace;
