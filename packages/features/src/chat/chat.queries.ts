import type { MessageRole, MessageView } from '@millrace/contract/chat/chat';
import { shownBranch } from '@millrace/contract/chat/chat-branch';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';
import { listAttachments } from '../attachments/attachments.queries.ts';
import type { Caller } from '../session/authenticate.ts';
import { conversationSeenBy } from '../session/seen-by.ts';
import { personOf } from './person-of.ts';

export type MessageRow = Row<'messages'>;

/** What stands in a deleted conversation, or in a private one of somebody else, is not found. */
const workspaceOf =
  (role: MessageRole[]) =>
  async (db: Database, id: string, caller: Caller): Promise<string | undefined> => {
    const row = await db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversationId')
      .select('messages.workspaceId')
      .where('messages.id', '=', id)
      .where('messages.role', 'in', role)
      .where('conversations.deletedAt', 'is', null)
      .where(conversationSeenBy(caller))
      .executeTakeFirst();
    return row?.workspaceId;
  };
export const findAnswerWorkspace = workspaceOf(['assistant']);
export const findQuestionWorkspace = workspaceOf(['user']);
export const findMessageWorkspace = workspaceOf(['user', 'assistant']);

export function findMessage(db: Database | Trx, id: string): Promise<MessageRow | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

/** What people see of a message. The passages and the usage are of no use to them, and the largest part of a row. */
const seen = [
  'messages.id',
  'messages.conversationId',
  'messages.role',
  'messages.parentId',
  'messages.version',
  'messages.shownAt',
  'messages.content',
  'messages.reasoning',
  'messages.status',
  'messages.error',
  'messages.citations',
  'messages.model',
  'messages.answeredBy',
  'messages.runId',
  'messages.createdAt',
] as const;

/** All messages of a conversation in order, answers in all versions after their question, with what this person thinks of them. */
export async function listMessages(
  db: Database,
  conversationId: string,
  userId: string | null,
): Promise<MessageView[]> {
  const rows = await db
    .selectFrom('messages')
    .leftJoin('users', 'users.id', 'messages.createdBy')
    .leftJoin('answerRatings', (join) =>
      join.onRef('answerRatings.answerId', '=', 'messages.id').on('answerRatings.userId', '=', userId),
    )
    .where('messages.conversationId', '=', conversationId)
    .select(seen)
    .select(['users.id as authorId', 'users.name as authorName', 'answerRatings.rating', 'answerRatings.reason'])
    .orderBy('messages.createdAt')
    .orderBy('messages.role', 'desc')
    .orderBy('messages.version')
    .execute();
  const attachments = await listAttachments(db, conversationId);
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversationId,
    role: row.role,
    parentId: row.parentId,
    version: row.version,
    shownAt: row.shownAt.toISOString(),
    content: row.content,
    reasoning: row.reasoning,
    status: row.status,
    error: row.error,
    citations: row.citations,
    model: row.model,
    answeredBy: row.answeredBy,
    runId: row.runId,
    author: personOf(row),
    attachments: attachments.get(row.id) ?? [],
    rating: row.rating === null ? null : { value: row.rating, reason: row.reason },
    createdAt: row.createdAt.toISOString(),
  }));
}

/** The last message of the branch that is shown: what is asked next follows it. Undefined: nothing was asked yet. */
export async function findShownEnd(
  trx: Trx,
  conversationId: string,
): Promise<{ id: string; status: string } | undefined> {
  const rows = await trx
    .selectFrom('messages')
    .select(['id', 'parentId', 'version', 'shownAt', 'status'])
    .where('conversationId', '=', conversationId)
    .execute();
  const tree = rows.map((row) => ({ ...row, shownAt: row.shownAt.toISOString() }));
  return shownBranch(tree).at(-1)?.shown;
}

/** Of the messages under a parent, or of the first questions (null), the one that is shown. */
export function findShown(
  db: Database,
  conversationId: string,
  parentId: string | null,
): Promise<{ id: string; content: string } | undefined> {
  return db
    .selectFrom('messages')
    .where('conversationId', '=', conversationId)
    .where('parentId', 'is not distinct from', parentId)
    .select(['id', 'content'])
    .orderBy('shownAt', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export function listAnswers(db: Database | Trx, questionId: string): Promise<{ id: string; status: string }[]> {
  return db.selectFrom('messages').select(['id', 'status']).where('parentId', '=', questionId).execute();
}

/** So many turns before a question are told to the model at most. */
const mostTurns = 10;

/** The questions and answers that lead to the one that is asked now; turns without an answer are left out. */
export async function listHistory(db: Database, question: MessageRow): Promise<{ question: string; answer: string }[]> {
  const { rows } = await sql<{ question: string; answer: string }>`
    with recursive way as (
      select id, parent_id, content, 1 as step from messages where id = ${question.parentId}
      union all
      select before.id, before.parent_id, before.content, way.step + 1
      from messages as before join way on before.id = way.parent_id
      where way.step < ${2 * mostTurns}
    )
    select asked.content as question, answer.content as answer
    from way as answer join way as asked on asked.id = answer.parent_id
    where answer.step % 2 = 1 and answer.content <> ''
    order by answer.step desc`.execute(db);
  return rows;
}
