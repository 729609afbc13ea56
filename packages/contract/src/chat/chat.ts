import { z } from 'zod';
import type { ErrorView } from '../app-error.ts';
import { type AttachmentView, mostAttachments } from '../attachments/attachments.ts';
import { defineJob, retryPolicies } from '../jobs/define-job.ts';
import { type AnsweredBy, modelReference } from '../models/models.ts';
import { locatorSchema } from '../records/locator.ts';
import { searchFiltersSchema } from '../search/search.ts';
import { worded } from '../wording.ts';
import { answerJobName, emptyAnswer, foldAnswer } from './answer-state.ts';
import { maxQuestionLength, questionTooLong } from './question-text.ts';

export { conversationSubject } from './conversation-subject.ts';

/** What answers of a conversation come from; what is left out is as usual: the first model, its own temperature, all sources. */
export const conversationSettings = z.object({
  model: modelReference.optional(),
  temperature: z.number().min(0).max(2).optional(),
  scope: searchFiltersSchema.optional(),
});
export type ConversationSettings = z.infer<typeof conversationSettings>;

export const createConversationInput = z.object({
  workspaceId: z.uuid(),
  title: z.string().trim().min(1).max(200).optional(),
  choices: conversationSettings.optional(),
});
/** `query`: words that stand in the title or in what was said. `pinned`: only those that the caller has pinned, or only the others. */
export const listConversationsInput = z.object({
  workspaceId: z.uuid(),
  query: z.string().trim().max(200).optional(),
  pinned: z.boolean().optional(),
  cursor: z.uuid().optional(),
  limit: z.int().min(1).max(200).default(50),
});
export const conversationInput = z.object({ conversationId: z.uuid() });
export const renameConversationInput = z.object({
  conversationId: z.uuid(),
  title: z.string().trim().min(1, 'Enter a title').max(200),
});
/** `private`: for who began it alone; `workspace`: for every member. */
export const conversationVisibilities = ['private', 'workspace'] as const;
export type ConversationVisibility = (typeof conversationVisibilities)[number];
export const shareConversationInput = z.object({
  conversationId: z.uuid(),
  visibility: z.enum(conversationVisibilities),
});
export const setChoicesInput = z.object({ conversationId: z.uuid(), choices: conversationSettings });
export const pinConversationInput = z.object({ conversationId: z.uuid(), pinned: z.boolean() });
export const sendMessageInput = z.object({
  conversationId: z.uuid(),
  text: z.string().trim().min(1, 'Enter a message').max(maxQuestionLength, questionTooLong),
  model: z.string().trim().min(1).max(200).optional(),
  /** Files that were attached to it, each of them read. */
  attachmentIds: z
    .array(z.uuid())
    .max(mostAttachments, `A message can have at most ${mostAttachments} files`)
    .optional(),
  /** The answer that it follows; without it the last one of the branch that is shown. */
  afterId: z.uuid().optional(),
  /** The same id twice is one message (a double click, a retried request). */
  clientRequestId: z.string().min(1).max(100).optional(),
});
export const answerInput = z.object({ answerId: z.uuid() });
export const messageInput = z.object({ messageId: z.uuid() });
/** Asks a question in other words. It stands beside the old one, which keeps its answers. */
export const editQuestionInput = sendMessageInput
  .omit({ conversationId: true, afterId: true, attachmentIds: true })
  .extend({ messageId: z.uuid() });

/** What one person thinks of an answer, and why. */
export const answerRating = z.object({
  value: z.enum(['up', 'down']),
  reason: z.string().trim().max(1_000, 'A reason can have at most 1,000 characters').nullable(),
});
export type AnswerRating = z.infer<typeof answerRating>;
export const rateAnswerInput = z.object({ answerId: z.uuid(), rating: answerRating.nullable() });

/**
 * A numbered passage that an answer points to as `[n]`. `quote` stands verbatim in the record between `start` and `end`.
 * `supported: false`: the model wrote [n], but no such passage was given or nothing of the sentence is found in it.
 */
export const citationSchema = z.object({
  n: z.int(),
  supported: z.boolean(),
  recordId: z.uuid().nullable(),
  sourceId: z.uuid().nullable(),
  /** The file of the conversation that it is from, where it is from no source. */
  attachmentId: z.uuid().nullish(),
  title: z.string(),
  page: z.int().nullable(),
  /** There where there are no pages. */
  place: locatorSchema.nullish(),
  quote: z.string(),
  start: z.int(),
  end: z.int(),
});
export type Citation = z.infer<typeof citationSchema>;

/**
 * `at` is the offset (UTF-16 units) of `text` in the whole answer, which makes folding idempotent: a repeated or restarted
 * stretch overwrites itself. `step` says what happens before the first word ("Searching 3 sources…").
 */
export const answerProgress = z.object({
  step: z.string().optional(),
  content: z.object({ at: z.int(), text: z.string() }).optional(),
  reasoning: z.object({ at: z.int(), text: z.string() }).optional(),
});
export type AnswerProgress = z.infer<typeof answerProgress>;
export type { AnswerState } from './answer-state.ts';

type Stretch = { at: number; text: string };

const joined = (a: Stretch | undefined, b: Stretch | undefined): Stretch | undefined => {
  if (!a || !b) return b ?? a;
  // a later stretch that starts before the earlier one replaces it; inside it, it overwrites the end
  return b.at <= a.at ? b : { at: a.at, text: a.text.slice(0, b.at - a.at) + b.text };
};

export const answerMessage = defineJob({
  name: answerJobName,
  lane: 'chat',
  tray: false,
  feedsProgress: false,
  // `model` overrides the conversation's
  payload: z.object({ answerId: z.uuid(), mode: z.enum(['new', 'continue']), model: z.string().optional() }),
  progress: answerProgress,
  result: z.object({ answerId: z.uuid(), citations: z.array(citationSchema) }),
  retry: retryPolicies.answer,
  // a model may be given twenty minutes to begin, and has the rest to answer
  softLimitMs: 1_740_000,
  hardLimitMs: 1_800_000,
  onLost: 'interrupt',
  initial: emptyAnswer,
  fold: foldAnswer,
  merge: (a, b) => ({
    step: b.step ?? a.step,
    content: joined(a.content, b.content),
    reasoning: joined(a.reasoning, b.reasoning),
  }),
  hasOutput: (state) => state.content !== '' || state.reasoning !== '',
  describe: ({ content, step }) => {
    const characters = content.length;
    if (characters > 0)
      return worded('{characters, plural, one {# character} other {# characters}} written', { characters });
    return step === '' ? worded('Waiting for the model…') : { text: step };
  },
});

/** `streaming` covers waiting for the first word; `quoted` in `model` terms means the built-in model answered by quoting. */
export const messageStatuses = ['complete', 'streaming', 'interrupted', 'stopped', 'failed'] as const;
export type MessageStatus = (typeof messageStatuses)[number];
export const messageRoles = ['user', 'assistant'] as const;
export type MessageRole = (typeof messageRoles)[number];

/** A person as others see them beside what they did. */
export type PersonView = { id: string; name: string };

export type MessageView = {
  id: string;
  conversationId: string;
  role: MessageRole;
  /** The question that this answers, or the answer that this question follows; null for the first question. */
  parentId: string | null;
  /** Counts from 1 among those with the same parent. */
  version: number;
  /** When it was chosen to be shown, or made: of those with the same parent the latest is shown. */
  shownAt: string;
  content: string;
  reasoning: string;
  status: MessageStatus;
  error: ErrorView | null;
  citations: Citation[];
  model: string | null;
  /** Null for questions and where answers quote. */
  answeredBy: AnsweredBy | null;
  /** The run that writes it, to watch or to stop; null for questions. */
  runId: string | null;
  /** Null for answers, and where an API key or a deleted account asked. */
  author: PersonView | null;
  /** What hangs on a question. */
  attachments: AttachmentView[];
  /** The caller's own. */
  rating: AnswerRating | null;
  createdAt: string;
};
export type ConversationView = {
  id: string;
  workspaceId: string;
  title: string;
  /** By the caller. */
  pinned: boolean;
  choices: ConversationSettings;
  createdAt: string;
  updatedAt: string;
  visibility: ConversationVisibility;
  /** Who began it; null for API keys and deleted accounts. */
  author: PersonView | null;
};
