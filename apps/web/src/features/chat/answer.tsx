import { Spinner } from '@millrace/ui/spinner';
import { useMemo } from 'react';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerEnding } from './answer-ending.tsx';
import { AnswerSources } from './answer-sources.tsx';
import { AnswerText } from './answer-text.tsx';
import { CitationContext } from './citation-context.ts';
import { Reasoning } from './reasoning.tsx';
import type { Choice } from './turns.ts';
import { useAnswer } from './use-answer.ts';

/** One version of an answer, whether it is being written, finished or broken off. */
export function Answer({ choice, mayAsk }: { choice: Choice; mayAsk: boolean }) {
  const message = choice.shown;
  const { step, content, reasoning } = useAnswer(message);
  const streaming = message.status === 'streaming';
  const { id, citations } = message;
  const scope = useMemo(() => ({ answerId: id, citations, pending: streaming }), [id, citations, streaming]);
  return (
    <CitationContext value={scope}>
      <article aria-label="Answer" aria-busy={streaming} className="min-w-0">
        <Reasoning text={reasoning} live={streaming && content === ''} />
        {content === '' && streaming ? (
          <p className="flex items-center gap-2 text-muted">
            <Spinner />
            {step || 'Getting ready…'}
          </p>
        ) : (
          <AnswerText text={content} streaming={streaming} />
        )}
        {streaming ? null : (
          <>
            <AnswerSources answerId={id} citations={citations} />
            <AnswerEnding message={message} mayAsk={mayAsk} />
            <AnswerActions choice={choice} mayAsk={mayAsk} />
          </>
        )}
      </article>
    </CitationContext>
  );
}
