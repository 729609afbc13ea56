import { AppError } from '@millrace/contract/app-error';
import type { Trx } from '@millrace/db/database';
import { attachToMessage } from '../attachments/attach-to-message.ts';
import type { Start } from '../jobs/start-job.ts';
import { type Author, insertAnswer } from './insert-answer.ts';

export type Sent = { messageId: string; answerId: string; runId: string };
type Conversation = { id: string; workspaceId: string; title: string };
/** `parentId`: the answer that it follows; null: it is the first one. */
export type Asked = {
  parentId: string | null;
  text: string;
  model?: string | undefined;
  attachmentIds?: string[] | undefined;
  clientRequestId?: string | undefined;
};

/**
 * Stores a question beside those with the same parent, its empty answer and the run that fills it. The same client request id again
 * gives the same message. The caller holds the conversation's lock: two questions get two versions.
 */
export async function askQuestion(
  trx: Trx,
  start: Start,
  { id: conversationId, workspaceId, title }: Conversation,
  { parentId, text, model, attachmentIds = [], clientRequestId }: Asked,
  author: Author,
): Promise<Sent> {
  const sent = clientRequestId === undefined ? undefined : await findSent(trx, conversationId, clientRequestId, text);
  if (sent) return sent;
  const question = await trx
    .insertInto('messages')
    .values({
      workspaceId,
      conversationId,
      role: 'user',
      parentId,
      version: await nextVersion(trx, conversationId, parentId),
      content: text,
      status: 'complete',
      clientRequestId: clientRequestId ?? null,
      createdBy: author.userId,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const conversation = { id: conversationId, workspaceId };
  await attachToMessage(trx, { conversation, messageId: question.id, attachmentIds, author });
  const named = await touch(trx, conversationId, title, text);
  const parts = { workspaceId, conversationId, title: named, questionId: question.id, version: 1, model };
  return { messageId: question.id, ...(await insertAnswer(trx, start, parts, author)) };
}

/** The number of the next message under a parent. */
export async function nextVersion(trx: Trx, conversationId: string, parentId: string | null): Promise<number> {
  const { version } = await trx
    .selectFrom('messages')
    .where('conversationId', '=', conversationId)
    .where('parentId', 'is not distinct from', parentId)
    .select((eb) => eb.fn.max<number | null>('version').as('version'))
    .executeTakeFirstOrThrow();
  return (version ?? 0) + 1;
}

/** The message that an equal request made before. The same id for another text is a mistake of the caller. */
export async function findSent(
  trx: Trx,
  conversationId: string,
  clientRequestId: string,
  text: string,
): Promise<Sent | undefined> {
  const question = await trx
    .selectFrom('messages')
    .select(['id', 'content'])
    .where('conversationId', '=', conversationId)
    .where('clientRequestId', '=', clientRequestId)
    .executeTakeFirst();
  if (question === undefined) return undefined;
  if (question.content !== text) {
    throw new AppError(
      'conflict',
      'chat.request-id-reused',
      'This clientRequestId was used for another text. Use a new one for each message.',
    );
  }
  const answer = await trx
    .selectFrom('messages')
    .select(['id', 'runId'])
    .where('parentId', '=', question.id)
    .where('version', '=', 1)
    .executeTakeFirstOrThrow();
  return { messageId: question.id, answerId: answer.id, runId: answer.runId ?? '' };
}

export const untitled = 'New conversation';

/** A conversation without a name takes its first question's; returns the name. */
async function touch(trx: Trx, conversationId: string, title: string, text: string): Promise<string> {
  const line = text.replace(/\s+/g, ' ');
  const first = line.length > 60 ? `${line.slice(0, 57).trimEnd()}…` : line;
  const named = title === untitled ? first : title;
  await trx
    .updateTable('conversations')
    .set({ updatedAt: new Date(), title: named })
    .where('id', '=', conversationId)
    .execute();
  return named;
}
