import type { ServerFace } from '../face.ts';
import { sessionRouter } from './session.router.ts';

export const sessionServer = {
  router: { session: sessionRouter },
  endings: [],
  housekeeping: [],
} satisfies ServerFace;
