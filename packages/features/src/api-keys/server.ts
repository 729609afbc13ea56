import type { ServerFace } from '../face.ts';
import { apiKeysRouter } from './api-keys.router.ts';

export const apiKeysServer = {
  router: { apiKeys: apiKeysRouter },
  endings: [],
  housekeeping: [],
} satisfies ServerFace;
