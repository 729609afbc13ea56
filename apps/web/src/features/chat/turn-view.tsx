import { useState } from 'react';
import { Answer } from './answer.tsx';
import { Question } from './question.tsx';
import type { Turn } from './turns.ts';

/** A question and one version of its answer: the newest until another is chosen. */
export function TurnView({ turn, mayAsk }: { turn: Turn; mayAsk: boolean }) {
  const { question, answers } = turn;
  const [chosen, setChosen] = useState<{ index: number; count: number }>();
  const count = answers.length;
  // a new version is shown when it comes, whatever was chosen before
  const shown = chosen?.count === count ? chosen.index : count - 1;
  const answer = answers[shown];
  const versions = { shown, count, show: (index: number) => setChosen({ index, count }) };
  return (
    <li className="space-y-5">
      <Question text={question.content} author={question.author} />
      {answer ? <Answer key={answer.id} message={answer} versions={versions} mayAsk={mayAsk} /> : null}
    </li>
  );
}
