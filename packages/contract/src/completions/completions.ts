import { z } from 'zod';
import { type Citation, maxQuestionLength } from '../chat/chat.ts';

const textPart = z.object({ type: z.literal('text'), text: z.string() });
const content = z.union([
  z.string(),
  z
    .array(textPart, 'Only parts of type "text" are supported. Add files as sources of the workspace')
    .transform((parts) => parts.map(({ text }) => text).join('\n')),
]);
const message = z.object({
  role: z.enum(['system', 'developer', 'user', 'assistant'], 'The role must be system, developer, user or assistant'),
  content,
});

/** Questions with their answers. What follows another of its kind belongs to it; an answer that nobody asked for has an empty question. */
export function turnsOf(messages: { role: string; content: string }[]): { question: string; answer: string }[] {
  const turns: { question: string; answer: string }[] = [];
  for (const { role, content } of messages) {
    const last = turns.at(-1);
    if (role === 'user' && last?.answer === '') last.question += `\n\n${content}`;
    else if (role === 'user') turns.push({ question: content, answer: '' });
    else if (role !== 'assistant') continue;
    else if (last) last.answer += last.answer === '' ? content : `\n\n${content}`;
    else turns.push({ question: '', answer: content });
  }
  return turns;
}
const questionOf = (messages: { role: string; content: string }[]) => turnsOf(messages).at(-1)?.question ?? '';

/** The part of OpenAI's `POST /v1/chat/completions` that is answered. What else steers sampling is taken and has no effect. */
export const completionRequest = z.looseObject({
  model: z.string().min(1).max(200),
  messages: z
    .array(message)
    .min(1, 'Send at least one message')
    .max(500, 'Send at most 500 messages')
    .refine((messages) => messages.at(-1)?.role === 'user', 'The last message must be a question with the role "user"')
    .refine(
      (messages) => questionOf(messages).length <= maxQuestionLength,
      `A question can have at most ${maxQuestionLength.toLocaleString('en')} characters`,
    )
    .refine((messages) => questionOf(messages).trim() !== '', 'The question is empty'),
  temperature: z.number().min(0).max(2, 'The temperature can be at most 2').nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().optional() }).nullish(),
  n: z.literal(1, 'Only one answer per request is supported').nullish(),
  tools: z.array(z.unknown()).max(0, 'Tools are not supported: answers come from the sources').nullish(),
});
export type CompletionRequest = z.infer<typeof completionRequest>;

/** The model name that leaves the choice to the workspace. */
export const ownModel = 'millrace';

/** `length` and `content_filter`: the model's server ended it so. */
export type Finish = 'stop' | 'length' | 'content_filter';

/** What an answer brings, in order: text as it is written, then its end. `citations` say what its `[n]` point to. */
export type CompletionEvent =
  | { kind: 'text'; text: string }
  | {
      kind: 'end';
      finish: Finish;
      citations: Citation[];
      usage: { inputTokens: number; outputTokens: number } | null;
    };
