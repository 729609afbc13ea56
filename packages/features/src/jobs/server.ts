import type { ServerFace } from '../face.ts';
import { jobsRouter } from './jobs.router.ts';

export const jobsServer = {
  router: { jobs: jobsRouter },
  endings: [],
  housekeeping: [],
} satisfies ServerFace;
