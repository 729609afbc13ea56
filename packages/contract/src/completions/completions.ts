import { z } from 'zod';
import type { Citation } from '../chat/chat.ts';
import { maxQuestionLength } from '../chat/question-text.ts';
import { oneOrMany } from './one-or-many.ts';
import { readContent } from './read-content.ts';
import { type CompletionMessage, questionOf, turnsOf } from './turns-of.ts';

const roles = ['system', 'developer', 'user', 'assistant', 'tool', 'function'] as const;

const message = z
  .looseObject({
    role: z.enum(roles, 'The role must be system, developer, user, assistant or tool'),
    content: z.unknown().optional(),
  })
  .transform(({ role, content }, context): CompletionMessage => {
    const read = readContent(content);
    if (read) return { role, ...read };
    context.addIssue({ code: 'custom', path: ['content'], message: 'The content must be a text or an array of parts' });
    return z.NEVER;
  });

/** Why the messages cannot be answered, or undefined. */
function faultOf(messages: CompletionMessage[]): string | undefined {
  const question = questionOf(messages);
  if (question.length > maxQuestionLength)
    return `A question can have at most ${maxQuestionLength.toLocaleString('en')} characters`;
  if (question.trim() !== '') return undefined;
  const last = turnsOf(messages).at(-1);
  if (last === undefined || last.answer !== '')
    return 'The last message must be a question with the role "user". Answers that are begun cannot be continued';
  const pictures = messages.some(({ role, unread }) => role === 'user' && unread.length > 0);
  return pictures
    ? 'The question has no text. Pictures, recordings and files are not read here. Add them as sources of the workspace'
    : 'The question is empty';
}

/** Some clients say -1 where they want no limit. */
const tokens = z.preprocess(
  (given) => (given === -1 ? null : given),
  z.int('The number of tokens must be a whole number').min(1, 'The number of tokens must be at least 1').nullish(),
);
const stopText = z.string().max(200, 'A stop text can have at most 200 characters');
/** What leaves it to the model whether a tool is called, in each of its spellings. */
const isFreeChoice = (choice: unknown): boolean => {
  if (choice === 'auto' || choice === 'none') return true;
  const { type, mode, allowed_tools: allowed } = (choice ?? {}) as Record<string, unknown>;
  if (type === 'auto' || type === 'none') return true;
  return type === 'allowed_tools' && (mode ?? (allowed as { mode?: unknown } | undefined)?.mode) === 'auto';
};
const toolsRefusal = 'Tools are not called: answers come from the sources. Send tool_choice "auto" or "none"';
const freeChoice = z
  .unknown()
  .refine((choice) => choice == null || isFreeChoice(choice), toolsRefusal)
  .optional();

/**
 * OpenAI's `POST /v1/chat/completions`, as far as it is answered. Tools that need not be called are passed over, and so is every field
 * that is not named here.
 */
export const completionRequest = z.looseObject({
  model: z.string('Name a model, such as "millrace"').min(1).max(200),
  messages: z
    .array(message, 'Send the messages as an array')
    .min(1, 'Send at least one message')
    .max(500, 'Send at most 500 messages')
    .superRefine((messages, context) => {
      const fault = messages.length === 0 ? undefined : faultOf(messages);
      if (fault !== undefined) context.addIssue({ code: 'custom', message: fault });
    }),
  temperature: z.number().min(0).max(2, 'The temperature can be at most 2').nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, 'Only one answer per request is supported').nullish(),
  tool_choice: freeChoice,
  function_call: freeChoice,
  max_tokens: tokens,
  max_completion_tokens: tokens,
  stop: oneOrMany(
    z.array(stopText, 'Send a text or an array of texts').max(16, 'Send at most 16 stop texts').nullish(),
  ),
  response_format: z.looseObject({ type: z.string() }).nullish(),
});
export type CompletionRequest = z.infer<typeof completionRequest>;

/** The model name that leaves the choice to the workspace. */
export const ownModel = 'millrace';

/** `length` and `content_filter`: the model's server ended it so. */
export type Finish = 'stop' | 'length' | 'content_filter';

/**
 * What an answer brings, in order: text as it is written, then its end. `revised`: the text before it was thoughts, as the model has shown
 * later, and this is the answer from its beginning. `citations` say what its `[n]` point to.
 */
export type CompletionEvent =
  | { kind: 'text'; text: string; revised?: true }
  | {
      kind: 'end';
      finish: Finish;
      citations: Citation[];
      usage: { inputTokens: number; outputTokens: number } | null;
    };
