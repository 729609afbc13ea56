import type { MessageDescriptor } from '@lingui/core';
import { msg, t } from '@lingui/core/macro';
import { isCrawled, type SourceVerb } from '@millrace/contract/sources/source-verbs';
import type { SourceView } from '@millrace/contract/sources/sources';
import { CircleStop, Eye, EyeOff, type LucideIcon, Pause, Play, RefreshCw, RotateCcw, Trash2 } from 'lucide-react';
import { translate } from '../../language/language.ts';

/** The name and icon of each action, in the order in which they are offered. */
export const verbLooks: Record<SourceVerb, { word: MessageDescriptor; icon: LucideIcon }> = {
  pause: { word: msg`Pause`, icon: Pause },
  resume: { word: msg`Resume`, icon: Play },
  cancel: { word: msg`Cancel`, icon: CircleStop },
  retry: { word: msg`Retry`, icon: RotateCcw },
  sync: { word: msg`Sync`, icon: RefreshCw },
  enable: { word: msg`Enable`, icon: Eye },
  disable: { word: msg`Disable`, icon: EyeOff },
  delete: { word: msg`Delete`, icon: Trash2 },
};

export const verbsInOrder = Object.keys(verbLooks) as SourceVerb[];

/** The name of an action on one source; for websites retrying fetches only the failed pages. */
export const verbWord = (verb: SourceVerb, source: Pick<SourceView, 'kind'>): string =>
  verb === 'retry' && isCrawled(source) ? t`Retry failed pages` : translate(verbLooks[verb].word);
