import { t } from '@lingui/core/macro';
import { JobProgress } from '../features/jobs/job-progress.tsx';
import type { FedRun } from '../features/jobs/run-feed.ts';

/** Sources that are being read, with how far each is. */
export const ReadingList = ({ runs }: { runs: readonly FedRun[] }) => (
  <ul aria-label={t`Sources in progress`} data-shows-runs className="mx-auto mt-8 w-80 max-w-full space-y-3 text-start">
    {runs.map((fed) => (
      <li key={fed.run.id}>
        <p dir="auto" className="mb-1 truncate font-medium text-ink text-sm">
          {fed.run.subject?.title}
        </p>
        <JobProgress {...fed} label={t`Progress of ${{ title: fed.run.subject?.title ?? '' }}`} />
      </li>
    ))}
  </ul>
);
