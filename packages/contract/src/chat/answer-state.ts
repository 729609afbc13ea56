import type { AnswerProgress } from './chat.ts';

/** The name of the job that writes an answer. */
export const answerJobName = 'chat.answer-message';

export type AnswerState = { step: string; content: string; reasoning: string };

export const emptyAnswer: AnswerState = { step: '', content: '', reasoning: '' };

type Stretch = { at: number; text: string };
const put = (whole: string, part: Stretch | undefined): string =>
  part === undefined ? whole : part.at === whole.length ? whole + part.text : whole.slice(0, part.at) + part.text;

/** An answer after one more stretch of it: stored by the server, shown by pages. */
export const foldAnswer = (state: AnswerState, progress: AnswerProgress): AnswerState => ({
  step: progress.step ?? state.step,
  content: put(state.content, progress.content),
  reasoning: put(state.reasoning, progress.reasoning),
});
