import { isFinal } from '@millrace/contract/jobs/job-event';
import { milestoneText } from './estimate-text.ts';
import type { FedRun } from './run-feed.ts';

/** Tells listeners of a run, rarely: at each quarter and at its end. It stands on the page before there is anything to tell. */
export function ProgressAnnouncer({ fed, name }: { fed: FedRun | undefined; name: string }) {
  const text = fed && (isFinal(fed.run.status) ? 'the work has ended' : milestoneText(fed.estimate.fraction));
  return (
    <p role="status" className="sr-only">
      {text ? `${name}: ${text}` : ''}
    </p>
  );
}
