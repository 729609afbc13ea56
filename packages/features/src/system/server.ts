import type { ServerFace } from '../face.ts';
import { systemRouter } from './system.router.ts';

export const systemServer = {
  router: { system: systemRouter },
  endings: [],
  housekeeping: [],
} satisfies ServerFace;
