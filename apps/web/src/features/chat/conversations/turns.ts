import type { MessageView } from '@millrace/contract/chat/chat';
import { shownBranch } from '@millrace/contract/chat/chat-branch';

/** One position of a conversation: the message that is shown, among its versions, oldest first. */
export type Choice = { shown: MessageView; versions: MessageView[] };
/** A question of the shown branch and its answer. */
export type Turn = { question: Choice; answer: Choice | undefined };

/** The shown branch in reading order. */
export function turnsOf(messages: readonly MessageView[]): Turn[] {
  const branch = shownBranch(messages);
  return branch.flatMap((step, i) => (step.shown.role === 'user' ? [{ question: step, answer: branch[i + 1] }] : []));
}

/** The answer of the shown branch that is being written now, if any. It is the last one: nothing is asked before it has ended. */
export const streamingAnswer = (messages: readonly MessageView[]): MessageView | undefined =>
  turnsOf(messages).findLast(({ answer }) => answer?.shown.status === 'streaming')?.answer?.shown;
