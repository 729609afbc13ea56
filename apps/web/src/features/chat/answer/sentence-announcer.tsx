import { useState } from 'react';
import { asSpoken, endOfSentences } from './finished-sentences.ts';

/** Tells screen readers an answer sentence by sentence, from where it stands when one comes to it. */
export function SentenceAnnouncer({ text, live }: { text: string; live: boolean }) {
  const [told, setTold] = useState({ from: text.length, to: text.length });
  const end = live ? endOfSentences(text, told.to) : text.length;
  if (end > told.to) setTold({ from: told.to, to: end });
  return (
    <p role="log" aria-label="Sentences of the answer" className="sr-only">
      {asSpoken(text.slice(told.from, told.to))}
    </p>
  );
}
