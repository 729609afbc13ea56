import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { isActive } from '@millrace/contract/sources/source-verbs';
import type { SourceState, SourceView } from '@millrace/contract/sources/sources';
import { StatusMark, type Tone } from '@millrace/ui/data/status-mark';
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
import { translate } from '../../language/language.ts';

type Look = { word: MessageDescriptor; icon: LucideIcon; tone: Tone };

/** How each status of a source is shown everywhere. */
const stateLooks: Record<SourceState, Look> = {
  queued: { word: msg`Queued`, icon: Clock, tone: 'quiet' },
  processing: { word: msg`Processing`, icon: LoaderCircle, tone: 'busy' },
  ready: { word: msg`Ready`, icon: CircleCheck, tone: 'good' },
  partial: { word: msg`Ready with warnings`, icon: TriangleAlert, tone: 'warn' },
  failed: { word: msg`Failed`, icon: CircleX, tone: 'bad' },
  paused: { word: msg`Paused`, icon: CirclePause, tone: 'quiet' },
  cancelled: { word: msg`Cancelled`, icon: Ban, tone: 'quiet' },
  disabled: { word: msg`Disabled`, icon: EyeOff, tone: 'quiet' },
};

export const stateWord = (state: SourceState): string => translate(stateLooks[state].word);

const indexing: Look = { word: msg`Indexing`, icon: LoaderCircle, tone: 'busy' };

/** The status of a source as icon, word and colour; while it is processed, the current phase. */
export function SourceStatusMark({ source }: { source: SourceView }) {
  const fed = useFedRun(source.runId);
  const complete = source.status === 'ready' || source.status === 'partial';
  const phase = isActive(source) ? fed?.run.progress.phase : undefined;
  const state = complete && !source.enabled ? 'disabled' : source.status;
  const { word, icon, tone } = phase === 'embedding' ? indexing : stateLooks[state];
  return (
    <StatusMark icon={icon} tone={tone}>
      {translate(word)}
    </StatusMark>
  );
}
