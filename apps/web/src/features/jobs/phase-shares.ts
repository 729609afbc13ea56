import type { JobName } from '@millrace/contract/jobs/jobs';
import type { PhaseShares } from './estimate.ts';

/** What part of the bar the phases of a job take, by what they took of the time when measured. */
const shares: Partial<Record<JobName, PhaseShares>> = {
  'sources.ingest-source': {
    reading: { from: 0, to: 0.01 },
    extracting: { from: 0.01, to: 0.1 },
    embedding: { from: 0.1, to: 0.98 },
    finishing: { from: 0.98, to: 0.99 },
  },
  'crawl.crawl-site': {
    starting: { from: 0, to: 0.01 },
    crawling: { from: 0.01, to: 0.9 },
    embedding: { from: 0.9, to: 0.99 },
  },
};

export const phaseShares = (job: string): PhaseShares => shares[job as JobName] ?? {};
