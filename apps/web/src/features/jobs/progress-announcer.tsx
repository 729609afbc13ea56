import { t } from '@lingui/core/macro';
import { isFinal } from '@millrace/contract/jobs/job-event';
import { milestoneText } from './estimate-text.ts';
import type { FedRun } from './run-feed.ts';

function announcementOf({ run, estimate }: FedRun, name: string): string {
  if (isFinal(run.status)) return t`${name}: finished`;
  const milestone = milestoneText(estimate.fraction);
  return milestone && t`${name}: ${milestone}`;
}

/** Announces a run to screen readers at each quarter and at its end. It is on the page before there is anything to announce. */
export function ProgressAnnouncer({ fed, name }: { fed: FedRun | undefined; name: string }) {
  return (
    <p role="status" className="sr-only">
      {fed ? announcementOf(fed, name) : ''}
    </p>
  );
}
