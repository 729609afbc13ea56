import { lazy, Suspense } from 'react';
import type { AnswerMarkdown as AnswerMarkdownType } from './answer-markdown.tsx';

let loading: Promise<{ default: typeof AnswerMarkdownType }> | undefined;

/** Loads what shows Markdown, once: with the first answer, before its first word is there. */
function load(): Promise<{ default: typeof AnswerMarkdownType }> {
  loading ??= import('./answer-markdown.tsx').then((module) => ({ default: module.AnswerMarkdown }));
  return loading;
}

/** For an answer that has no text yet. A failure is handled where the text is rendered. */
export const prepareAnswerText = (): void => void load().catch(() => undefined);

const AnswerMarkdown = lazy(load);

/** The text of an answer. Until the Markdown code is loaded (once per visit) it only reserves its space: raw marks are never shown. */
export const AnswerText = ({ text, streaming }: { text: string; streaming: boolean }) => (
  <Suspense
    fallback={
      <p dir="auto" className="invisible whitespace-pre-wrap text-base leading-reading">
        {text}
      </p>
    }
  >
    <AnswerMarkdown text={text} streaming={streaming} />
  </Suspense>
);
