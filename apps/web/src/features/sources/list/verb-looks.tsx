import { isCrawled, type SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { CircleStop, Eye, EyeOff, type LucideIcon, Pause, Play, RefreshCw, RotateCcw, Trash2 } from 'lucide-react';

/** How each verb is called and drawn, in the order in which verbs are offered. */
export const verbLooks: Record<SourceVerb, { word: string; icon: LucideIcon }> = {
  pause: { word: 'Pause', icon: Pause },
  resume: { word: 'Resume', icon: Play },
  cancel: { word: 'Cancel', icon: CircleStop },
  retry: { word: 'Try again', icon: RotateCcw },
  sync: { word: 'Sync', icon: RefreshCw },
  enable: { word: 'Enable', icon: Eye },
  disable: { word: 'Disable', icon: EyeOff },
  delete: { word: 'Delete', icon: Trash2 },
};

export const verbsInOrder = Object.keys(verbLooks) as SourceVerb[];

/** The word for one source, where more can be said. */
export const verbWord = (verb: SourceVerb, source: Pick<SourceView, 'kind'>): string =>
  verb === 'retry' ? (isCrawled(source) ? 'Retry failed only' : 'Read it again') : verbLooks[verb].word;
