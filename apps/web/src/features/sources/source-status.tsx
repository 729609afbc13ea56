import type { SourceStatus } from '@millrace/contract/sources';
import { StatusMark, type Tone } from '@millrace/ui/status-mark';
import {
  Ban,
  CircleCheck,
  CirclePause,
  CircleX,
  Clock,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';

const looks: Record<SourceStatus, { word: string; icon: LucideIcon; tone: Tone }> = {
  queued: { word: 'Waiting', icon: Clock, tone: 'quiet' },
  processing: { word: 'Reading', icon: LoaderCircle, tone: 'busy' },
  ready: { word: 'Ready', icon: CircleCheck, tone: 'good' },
  partial: { word: 'Ready with gaps', icon: TriangleAlert, tone: 'warn' },
  failed: { word: 'Failed', icon: CircleX, tone: 'bad' },
  paused: { word: 'Paused', icon: CirclePause, tone: 'quiet' },
  cancelled: { word: 'Cancelled', icon: Ban, tone: 'quiet' },
};

export function SourceStatusMark({ status }: { status: SourceStatus }) {
  const { word, icon, tone } = looks[status];
  return (
    <StatusMark icon={icon} tone={tone}>
      {word}
    </StatusMark>
  );
}
