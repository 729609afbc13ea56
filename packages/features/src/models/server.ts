import type { ServerFace } from '../face.ts';
import { modelsRouter } from './models.router.ts';
import { sweepRequests } from './sweep-requests.ts';

export const modelsServer = {
  router: { models: modelsRouter },
  endings: [],
  housekeeping: [{ when: 'regularly', work: sweepRequests }],
} satisfies ServerFace;
