import { isFinal } from '@millrace/contract/jobs/job-event';
import { sourceSubject } from '@millrace/contract/sources/source-subject';
import type { LiveEffects } from '../jobs/live-effects.ts';
import { refreshSourcesSoon } from './refresh-sources.ts';

export const sourceEffects: LiveEffects = {
  onRun: ({ subject, status }) => {
    if (subject?.kind === sourceSubject && isFinal(status)) void refreshSourcesSoon();
  },
  onGap: () => void refreshSourcesSoon(),
};
