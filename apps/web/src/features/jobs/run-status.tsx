import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import type { RunStatus } from '@millrace/contract/jobs/job-event';
import { StatusMark, type Tone } from '@millrace/ui/data/status-mark';
import { Ban, CircleCheck, CirclePause, CircleX, Clock, LoaderCircle, type LucideIcon } from 'lucide-react';
import { translate } from '../language/language.ts';

const looks: Record<RunStatus, { word: MessageDescriptor; icon: LucideIcon; tone: Tone }> = {
  queued: { word: msg`Waiting`, icon: Clock, tone: 'quiet' },
  running: { word: msg`Running`, icon: LoaderCircle, tone: 'busy' },
  succeeded: { word: msg`Done`, icon: CircleCheck, tone: 'good' },
  failed: { word: msg`Failed`, icon: CircleX, tone: 'bad' },
  cancelled: { word: msg`Cancelled`, icon: Ban, tone: 'quiet' },
  interrupted: { word: msg`Interrupted`, icon: CirclePause, tone: 'warn' },
};

export function RunStatusMark({ status }: { status: RunStatus }) {
  const { word, icon, tone } = looks[status];
  return (
    <StatusMark icon={icon} tone={tone}>
      {translate(word)}
    </StatusMark>
  );
}
