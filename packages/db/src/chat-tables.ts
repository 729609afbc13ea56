import type { ErrorView } from '@millrace/contract/app-error';
import type { AttachmentStatus } from '@millrace/contract/attachments/attachments';
import type {
  AnswerRating,
  Citation,
  ConversationSettings,
  ConversationVisibility,
  MessageRole,
  MessageStatus,
} from '@millrace/contract/chat/chat';
import type { NextPause } from '@millrace/contract/chat/next-messages';
import type { AnsweredBy } from '@millrace/contract/models/models';
import type { Locator } from '@millrace/contract/records/locator';
import type { SearchHit } from '@millrace/contract/search/search';
import type { Generated } from 'kysely';
import type { DefaultJson, DefaultTime, Nullable, NullableJson, NullableTime } from './column-types.ts';

/** A passage as an answer may cite it. `start` and `end` place `text` in its record. */
export type PromptPassage = Pick<SearchHit, 'title' | 'text' | 'page' | 'start' | 'end'> & {
  n: number;
  recordId: string | null;
  sourceId: string | null;
  /** Of a file of the conversation, which is no source. */
  attachmentId?: string;
  /** Not there in what was stored before places were. */
  place?: SearchHit['place'];
};

/** A page, a row or all of a file in the attachment's text. */
export type AttachedPart = { start: number; end: number; page: number | null; place?: Locator };

/** What a request to a model took. */
export type TokenUsage = { inputTokens: number; outputTokens: number };

/** Conversations: what was asked, what was answered, what waits to be asked, and what people think of it. */
export interface ChatTables {
  conversations: {
    id: Generated<string>;
    workspaceId: string;
    title: string;
    /** Who began it: `app` a person, `key` an API key, `completion` an API key through the OpenAI-compatible endpoint. */
    origin: Generated<'app' | 'key' | 'completion'>;
    visibility: Generated<ConversationVisibility>;
    /** What whoever asks wants of every answer here. */
    instructions: Nullable<string>;
    /** How the answer ended after which waiting messages are not sent by themselves. */
    nextPaused: Nullable<NextPause>;
    titledBy: Generated<'question' | 'model' | 'person'>;
    /** Model, temperature and scope, where they are not the usual ones. */
    choices: DefaultJson<ConversationSettings>;
    createdBy: Nullable<string>;
    /** The key that began it, in place of a person. */
    apiKeyId: Nullable<string>;
    createdAt: DefaultTime;
    updatedAt: DefaultTime;
    deletedAt: NullableTime;
  };
  /** What is asked when the answer that is being written has ended. */
  nextMessages: {
    id: Generated<string>;
    workspaceId: string;
    conversationId: string;
    position: number;
    text: string;
    model: Nullable<string>;
    clientRequestId: Nullable<string>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
  };
  /** Files that hang on messages; without a conversation they are not sent yet. */
  attachments: {
    id: Generated<string>;
    workspaceId: string;
    conversationId: Nullable<string>;
    fileId: string;
    name: string;
    status: Generated<AttachmentStatus>;
    note: Nullable<string>;
    text: Generated<string>;
    /** Where in the text a page begins and ends, and which it is. */
    parts: DefaultJson<AttachedPart[]>;
    createdBy: Nullable<string>;
    apiKeyId: Nullable<string>;
    createdAt: DefaultTime;
  };
  messageAttachments: { messageId: string; attachmentId: string; position: number };
  conversationPins: { userId: string; conversationId: string; createdAt: DefaultTime };
  answerRatings: {
    userId: string;
    answerId: string;
    rating: AnswerRating['value'];
    reason: Nullable<string>;
    createdAt: DefaultTime;
  };
  messages: {
    id: Generated<string>;
    workspaceId: string;
    conversationId: string;
    role: MessageRole;
    /** Of an answer its question, of a question the answer that it follows. */
    parentId: Nullable<string>;
    version: Generated<number>;
    /** Of those with the same parent the one that was chosen last is shown. */
    shownAt: DefaultTime;
    content: Generated<string>;
    reasoning: Generated<string>;
    status: MessageStatus;
    error: NullableJson<ErrorView>;
    citations: DefaultJson<Citation[]>;
    /** The passages that the model was given, as numbered in its prompt. */
    passages: DefaultJson<PromptPassage[]>;
    usage: NullableJson<TokenUsage>;
    model: Nullable<string>;
    /** Which endpoint answered, and which were to answer before it. */
    answeredBy: NullableJson<AnsweredBy>;
    runId: Nullable<string>;
    clientRequestId: Nullable<string>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
  };
}
