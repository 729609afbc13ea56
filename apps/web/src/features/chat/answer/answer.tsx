import { t } from '@lingui/core/macro';
import { Spinner } from '@millrace/ui/layout/spinner';
import { useEffect, useMemo, useRef } from 'react';
import { citationKeys } from '../../shortcuts/shortcuts.ts';
import { AnswerSources } from '../citations/answer-sources.tsx';
import { CitationContext } from '../citations/citation-context.ts';
import { messageElementId } from '../conversations/message-link.tsx';
import type { Choice } from '../conversations/turns.ts';
import { AnswerActions } from './answer-actions.tsx';
import { AnswerEnding } from './answer-ending.tsx';
import { AnswerText, prepareAnswerText } from './answer-text.tsx';
import { HandsOnFocus } from './hands-on-focus.tsx';
import { QuotesOnly } from './quotes-only.tsx';
import { useBySentence, useWholeAnswers } from './reading-choices.ts';
import { Reasoning } from './reasoning.tsx';
import { SentenceAnnouncer } from './sentence-announcer.tsx';
import { useAnswer } from './use-answer.ts';

/** One version of an answer: being written, complete or broken off. */
export function Answer({ choice, mayAsk }: { choice: Choice; mayAsk: boolean }) {
  const message = choice.shown;
  const { step, content, reasoning } = useAnswer(message);
  const streaming = message.status === 'streaming';
  const whole = useWholeAnswers();
  const bySentence = useBySentence();
  const article = useRef<HTMLElement>(null);
  useEffect(prepareAnswerText, []);
  // whole answers only: what was there before stays until the end
  const shown = whole && streaming ? message.content : content;
  const { id, citations } = message;
  const scope = useMemo(() => ({ answerId: id, citations, pending: streaming }), [id, citations, streaming]);
  return (
    <CitationContext value={scope}>
      <article
        ref={article}
        id={messageElementId(id)}
        tabIndex={-1}
        aria-label={t`Answer`}
        aria-busy={streaming}
        data-own-keys={citationKeys}
        className="min-w-0 scroll-mt-4 rounded-md focus:outline-2 focus:outline-accent focus:outline-offset-4"
      >
        <Reasoning text={reasoning} live={streaming && content === ''} />
        {streaming && shown === '' ? (
          <p className="flex items-center gap-2 text-muted">
            <Spinner />
            {content === '' ? step || t`Preparing…` : t`Writing…`}
          </p>
        ) : (
          <AnswerText text={shown} streaming={streaming} />
        )}
        {streaming ? null : (
          <HandsOnFocus to={article}>
            <QuotesOnly message={message} />
            <AnswerSources answerId={id} citations={citations} />
            <AnswerEnding message={message} mayAsk={mayAsk} />
            <AnswerActions choice={choice} mayAsk={mayAsk} />
          </HandsOnFocus>
        )}
      </article>
      {/* outside the busy element, in which nothing is announced before its end */}
      {bySentence ? <SentenceAnnouncer key={id} text={content} live={streaming} /> : null}
    </CitationContext>
  );
}
