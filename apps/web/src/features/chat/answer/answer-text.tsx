import { lazy, Suspense } from 'react';

// asked for with the page, not with its first answer
const loading = import('./answer-markdown.tsx').then((module) => ({ default: module.AnswerMarkdown }));
// who shows it hears of a failure; nobody else has to
loading.catch(() => undefined);
const AnswerMarkdown = lazy(() => loading);

/** The text of an answer. Until the Markdown code is there (once a visit) it only takes its place: raw marks are never shown. */
export const AnswerText = ({ text, streaming }: { text: string; streaming: boolean }) => (
  <Suspense fallback={<p className="invisible whitespace-pre-wrap leading-relaxed">{text}</p>}>
    <AnswerMarkdown text={text} streaming={streaming} />
  </Suspense>
);
