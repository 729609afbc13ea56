import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { asSpoken, endOfSentences } from './finished-sentences.ts';

/** Announces an answer to screen readers sentence by sentence, beginning with what is written after the page opened. */
export function SentenceAnnouncer({ text, live }: { text: string; live: boolean }) {
  const [spoken, setSpoken] = useState({ from: text.length, to: text.length });
  const end = live ? endOfSentences(text, spoken.to) : text.length;
  if (end > spoken.to) setSpoken({ from: spoken.to, to: end });
  return (
    <p role="log" aria-label={t`Sentences of the answer`} className="sr-only">
      {asSpoken(text.slice(spoken.from, spoken.to))}
    </p>
  );
}
