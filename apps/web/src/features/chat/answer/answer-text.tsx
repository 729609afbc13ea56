import { lazy, Suspense } from 'react';

// loaded with the page, not with its first answer
const loading = import('./answer-markdown.tsx').then((module) => ({ default: module.AnswerMarkdown }));
// whoever renders it handles the failure
loading.catch(() => undefined);
const AnswerMarkdown = lazy(() => loading);

/** The text of an answer. Until the Markdown code is loaded (once per visit) it only reserves its space: raw marks are never shown. */
export const AnswerText = ({ text, streaming }: { text: string; streaming: boolean }) => (
  <Suspense
    fallback={
      <p dir="auto" className="invisible whitespace-pre-wrap leading-relaxed">
        {text}
      </p>
    }
  >
    <AnswerMarkdown text={text} streaming={streaming} />
  </Suspense>
);
