import { isActive } from '@millrace/contract/sources/source-verbs';
import type { SourceState, SourceView } from '@millrace/contract/sources/sources';
import { StatusMark, type Tone } from '@millrace/ui/status-mark';
import {
  Ban,
  CircleCheck,
  CirclePause,
  CircleX,
  Clock,
  EyeOff,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import { useFedRun } from '../../jobs/run-feed-provider.tsx';

type Look = { word: string; icon: LucideIcon; tone: Tone };

/** How each state of a source is told, wherever it is. */
export const stateLooks: Record<SourceState, Look> = {
  queued: { word: 'Waiting', icon: Clock, tone: 'quiet' },
  processing: { word: 'Reading', icon: LoaderCircle, tone: 'busy' },
  ready: { word: 'Ready', icon: CircleCheck, tone: 'good' },
  partial: { word: 'Ready with gaps', icon: TriangleAlert, tone: 'warn' },
  failed: { word: 'Failed', icon: CircleX, tone: 'bad' },
  paused: { word: 'Paused', icon: CirclePause, tone: 'quiet' },
  cancelled: { word: 'Cancelled', icon: Ban, tone: 'quiet' },
  disabled: { word: 'Disabled', icon: EyeOff, tone: 'quiet' },
};

const indexing: Look = { word: 'Indexing', icon: LoaderCircle, tone: 'busy' };

/** The state of a source as icon, word and colour; while it is worked on, what is being done. */
export function SourceStatusMark({ source }: { source: SourceView }) {
  const fed = useFedRun(source.runId);
  const complete = source.status === 'ready' || source.status === 'partial';
  const phase = isActive(source) ? fed?.run.progress.phase : undefined;
  const state = complete && !source.enabled ? 'disabled' : source.status;
  const { word, icon, tone } = phase === 'embedding' ? indexing : stateLooks[state];
  return (
    <StatusMark icon={icon} tone={tone}>
      {word}
    </StatusMark>
  );
}
