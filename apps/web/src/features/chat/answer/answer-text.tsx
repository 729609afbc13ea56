import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { AnswerMarkdown as AnswerMarkdownType } from './answer-markdown.tsx';

let loaded: typeof AnswerMarkdownType | undefined;
let loading: Promise<{ default: typeof AnswerMarkdownType }> | undefined;

/** Loads what shows Markdown, once: with the first answer, before its first word is there. */
function load(): Promise<{ default: typeof AnswerMarkdownType }> {
  loading ??= import('./answer-markdown.tsx').then((module) => {
    loaded = module.AnswerMarkdown;
    return { default: loaded };
  });
  return loading;
}

/** For an answer that has no text yet. A failure is handled where the text is rendered. */
export const prepareAnswerText = (): void => void load().catch(() => undefined);

const LazyMarkdown = lazy(load);

/** The text of an answer. Until the Markdown code is loaded (once per visit) it only reserves its space: raw marks are never shown. */
export function AnswerText({ text, streaming }: { text: string; streaming: boolean }) {
  // what is lazy shows nothing at first even when it is here
  const [Markdown] = useState(() => loaded ?? LazyMarkdown);
  return (
    <Suspense
      fallback={
        <p dir="auto" className="invisible whitespace-pre-wrap text-base leading-reading">
          {text}
        </p>
      }
    >
      <Markdown text={text} streaming={streaming} />
    </Suspense>
  );
}

type Waiting = { needed: boolean; fallback: ReactNode; children: ReactNode };

/** Answers that are there when a chat is opened: nothing of them shows before their text can be drawn, or it would move. Later ones hide nothing. */
export function WhenTextIsHere({ needed, fallback, children }: Waiting) {
  const [waits, setWaits] = useState(needed && loaded === undefined);
  useEffect(() => {
    const end = () => setWaits(false);
    // without it the text itself says what went wrong
    if (waits) load().then(end, end);
  }, [waits]);
  return waits ? fallback : children;
}
