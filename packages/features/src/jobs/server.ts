import type { ServerFace } from '../face.ts';
import { jobsRouter } from './jobs.router.ts';
import { dropLooseOutputs, sweepBatch, sweepSteps } from './sweep-steps.ts';

export const jobsServer = {
  router: { jobs: jobsRouter },
  endings: [],
  housekeeping: [
    { when: 'regularly', work: sweepSteps, batch: sweepBatch },
    { when: 'regularly', work: dropLooseOutputs, batch: sweepBatch },
  ],
} satisfies ServerFace;
