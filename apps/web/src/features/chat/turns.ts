import type { MessageView } from '@millrace/contract/chat';

/** A question with every version of its answer, oldest first. */
export type Turn = { question: MessageView; answers: MessageView[] };

/** Rows as the server lists them, put together as one reads them. An answer whose question is unknown is left out. */
export function turnsOf(messages: readonly MessageView[]): Turn[] {
  const answers = Map.groupBy(
    messages.filter((message) => message.role === 'assistant'),
    (message) => message.parentId,
  );
  return messages
    .filter((message) => message.role === 'user')
    .map((question) => ({
      question,
      answers: (answers.get(question.id) ?? []).toSorted((a, b) => a.version - b.version),
    }));
}

/** The answer that is being written now, if any. There is at most one in a conversation. */
export const streamingAnswer = (messages: readonly MessageView[]): MessageView | undefined =>
  messages.find((message) => message.status === 'streaming');
