import type { ServerFace } from '../face.ts';
import { feedRouter } from './feed.router.ts';

export const feedServer = {
  router: { feed: feedRouter },
  endings: [],
  housekeeping: [],
} satisfies ServerFace;
