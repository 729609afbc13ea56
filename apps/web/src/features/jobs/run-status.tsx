import type { RunStatus } from '@millrace/contract/jobs/job-event';
import { StatusMark, type Tone } from '@millrace/ui/status-mark';
import { Ban, CircleCheck, CirclePause, CircleX, Clock, LoaderCircle, type LucideIcon } from 'lucide-react';

const looks: Record<RunStatus, { word: string; icon: LucideIcon; tone: Tone }> = {
  queued: { word: 'Waiting', icon: Clock, tone: 'quiet' },
  running: { word: 'Running', icon: LoaderCircle, tone: 'busy' },
  succeeded: { word: 'Done', icon: CircleCheck, tone: 'good' },
  failed: { word: 'Failed', icon: CircleX, tone: 'bad' },
  cancelled: { word: 'Cancelled', icon: Ban, tone: 'quiet' },
  interrupted: { word: 'Interrupted', icon: CirclePause, tone: 'warn' },
};

export function RunStatusMark({ status }: { status: RunStatus }) {
  const { word, icon, tone } = looks[status];
  return (
    <StatusMark icon={icon} tone={tone}>
      {word}
    </StatusMark>
  );
}
