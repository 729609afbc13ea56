import type { RunView } from '@millrace/contract/jobs/job-event';
import type { SubjectKind } from '@millrace/contract/jobs/subjects';

/** How a feature keeps what it shows up to date; each feature has its own, and pages pass them to `LiveUpdates`. */
export type LiveEffects = {
  /** On every change of any run. */
  onRun?: (run: RunView) => void;
  /** On every other change, by the kind of what changed. */
  onChange?: Partial<Record<SubjectKind, (id: string) => void>>;
  /** Events may have been missed: everything that is shown must be fetched again. */
  onGap?: () => void;
};
