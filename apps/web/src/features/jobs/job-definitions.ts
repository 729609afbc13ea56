import type { AnyJob } from '@millrace/contract/jobs/define-job';

let find: ((name: string) => AnyJob | undefined) | undefined;

/** Fetches the definitions of all jobs with their schemas: not before a run is to be shown. Without them estimates are only rougher. */
const fetchJobs = async (): Promise<void> => {
  find = (await import('@millrace/contract/jobs/jobs')).findJob;
};

/** Calls back once the definitions are there, or cannot be fetched: at once if they are, and in the order of the calls. */
export function withJobs(then: () => void): void {
  if (find) then();
  else void fetchJobs().then(then, then);
}

/** The definition of a job; undefined for one that only a newer server knows. */
export const knownJob = (name: string): AnyJob | undefined => find?.(name);
