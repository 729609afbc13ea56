import type { Generated } from 'kysely';
import type { DefaultJson, DefaultTime, Nullable, NullableJson, NullableTime } from './column-types.ts';

/** Conversations: what was asked, what was answered, what waits to be asked, and what people think of it. */
export interface ChatTables {
  conversations: {
    id: Generated<string>;
    workspaceId: string;
    title: string;
    /** `completion`: begun by a tool through the OpenAI-compatible endpoint. */
    origin: Generated<string>;
    /** What whoever asks wants of every answer here. */
    instructions: Nullable<string>;
    /** How the answer ended after which waiting messages are not sent by themselves. */
    nextPaused: Nullable<string>;
    /** `question`, `model` or `person`. */
    titledBy: Generated<string>;
    /** Model, temperature and scope, where they are not the usual ones. */
    choices: DefaultJson<unknown>;
    createdBy: Nullable<string>;
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
    status: Generated<string>;
    note: Nullable<string>;
    text: Generated<string>;
    /** Where in the text a page begins and ends, and which it is. */
    parts: DefaultJson<unknown>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
  };
  messageAttachments: { messageId: string; attachmentId: string; position: number };
  conversationPins: { userId: string; conversationId: string; createdAt: DefaultTime };
  answerRatings: {
    userId: string;
    answerId: string;
    rating: string;
    reason: Nullable<string>;
    createdAt: DefaultTime;
  };
  messages: {
    id: Generated<string>;
    workspaceId: string;
    conversationId: string;
    role: string;
    /** Of an answer its question, of a question the answer that it follows. */
    parentId: Nullable<string>;
    version: Generated<number>;
    /** Of those with the same parent the one that was chosen last is shown. */
    shownAt: DefaultTime;
    content: Generated<string>;
    reasoning: Generated<string>;
    status: string;
    error: NullableJson;
    citations: DefaultJson<unknown>;
    /** The passages that the model was given, as numbered in its prompt. */
    passages: DefaultJson<unknown>;
    usage: NullableJson;
    model: Nullable<string>;
    /** Which endpoint answered, and which were to answer before it. */
    answeredBy: NullableJson;
    runId: Nullable<string>;
    clientRequestId: Nullable<string>;
    createdBy: Nullable<string>;
    createdAt: DefaultTime;
  };
}
