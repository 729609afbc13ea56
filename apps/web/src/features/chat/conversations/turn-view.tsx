import { memo } from 'react';
import { Answer } from '../answer/answer.tsx';
import { type Editing, Question } from './question.tsx';
import type { Turn } from './turns.ts';

/** `showAuthor`: several people read the chat, or have asked in it. */
type Props = { turn: Turn; mayAsk: boolean; showAuthor: boolean; editing: Editing };

/** A question and its answer, each in the version that is shown. Changes elsewhere on the page do not render it again. */
export const TurnView = memo(({ turn: { question, answer }, mayAsk, showAuthor, editing }: Props) => (
  <li className="space-y-2">
    <Question choice={question} mayAsk={mayAsk} showAuthor={showAuthor} editing={editing} />
    {answer ? <Answer choice={answer} mayAsk={mayAsk} /> : null}
  </li>
));
