import type { RunView } from '@millrace/contract/jobs/job-event';
import type { SubjectKind } from '@millrace/contract/jobs/subjects';

/** How a feature keeps what it shows up to date; each one brings its own, and pages hand them to `LiveUpdates`. */
export type LiveEffects = {
  /** On every change of any run. */
  onRun?: (run: RunView) => void;
  /** On a change that is no run, by what has changed. */
  onChange?: Partial<Record<SubjectKind, (id: string) => void>>;
  /** Something may have been missed: everything that is shown is to be read again. */
  onGap?: () => void;
};
