import { lazy, Suspense } from 'react';

const AnswerMarkdown = lazy(() =>
  import('./answer-markdown.tsx').then((module) => ({ default: module.AnswerMarkdown })),
);

/** The text of an answer. Until the Markdown code is there (once a visit) it is shown plain. */
export const AnswerText = ({ text, streaming }: { text: string; streaming: boolean }) => (
  <Suspense fallback={<p className="whitespace-pre-wrap leading-relaxed">{text}</p>}>
    <AnswerMarkdown text={text} streaming={streaming} />
  </Suspense>
);
