import type { ReadContent } from './read-content.ts';

export type Role = 'system' | 'developer' | 'user' | 'assistant' | 'tool' | 'function';
export type CompletionMessage = { role: Role } & ReadContent;

const together = (before: string, text: string): string => [before, text].filter((part) => part !== '').join('\n\n');

/**
 * Questions with their answers. What follows another of its kind belongs to it; an answer that nobody asked for has an empty question.
 * An assistant's message without text (it called a tool) ends a question only if another one follows. Other roles are passed over.
 */
export function turnsOf(messages: CompletionMessage[]): { question: string; answer: string }[] {
  const turns: { question: string; answer: string }[] = [];
  let answered = true;
  for (const { role, text } of messages) {
    const last = turns.at(-1);
    if (role === 'user') {
      if (last && !answered) last.question = together(last.question, text);
      else turns.push({ question: text, answer: '' });
      answered = false;
    } else if (role === 'assistant') {
      if (last) last.answer = together(last.answer, text);
      else if (text !== '') turns.push({ question: '', answer: text });
      answered = true;
    }
  }
  return turns;
}

/** The question to be answered: empty where the last message with text is an answer. */
export function questionOf(messages: CompletionMessage[]): string {
  const last = turnsOf(messages).at(-1);
  return last?.answer === '' ? last.question : '';
}

/** What the question's own messages held that is not text. */
export function unreadInQuestion(messages: CompletionMessage[]): ReadContent['unread'] {
  const answered = messages.findLastIndex(({ role, text }) => role === 'assistant' && text !== '');
  return messages.slice(answered + 1).flatMap(({ role, unread }) => (role === 'user' ? unread : []));
}
