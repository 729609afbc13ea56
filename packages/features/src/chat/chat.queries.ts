import type { ErrorView } from '@millrace/contract/app-error';
import type { Citation, MessageStatus, MessageView } from '@millrace/contract/chat';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import type { PromptPassage } from './build-prompt.ts';

export type MessageRow = Row<'messages'>;

export async function findAnswerWorkspace(db: Database, answerId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('messages')
    .select('workspaceId')
    .where('id', '=', answerId)
    .where('role', '=', 'assistant')
    .executeTakeFirst();
  return row?.workspaceId;
}

export function findMessage(db: Database | Trx, id: string): Promise<MessageRow | undefined> {
  return db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
}

const byTime = (db: Database | Trx, conversationId: string) =>
  db
    .selectFrom('messages')
    .leftJoin('users', 'users.id', 'messages.createdBy')
    .where('conversationId', '=', conversationId)
    .selectAll('messages')
    .select('users.name as author')
    .orderBy('messages.createdAt')
    .orderBy('messages.role', 'desc')
    .orderBy('messages.version');

/** All messages of a conversation in order, answers in all versions after their question, with what this person thinks of them. */
export async function listMessages(
  db: Database,
  conversationId: string,
  userId: string | null,
): Promise<MessageView[]> {
  const rows = await byTime(db, conversationId)
    .leftJoin('answerRatings', (join) =>
      join.onRef('answerRatings.answerId', '=', 'messages.id').on('answerRatings.userId', '=', userId),
    )
    .select(['answerRatings.rating', 'answerRatings.reason'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    conversationId: row.conversationId,
    role: row.role as MessageView['role'],
    parentId: row.parentId,
    version: row.version,
    content: row.content,
    reasoning: row.reasoning,
    status: row.status as MessageStatus,
    error: row.error as ErrorView | null,
    citations: row.citations as Citation[],
    model: row.model,
    runId: row.runId,
    author: row.author,
    rating: row.rating === null ? null : { value: row.rating as 'up' | 'down', reason: row.reason },
    createdAt: row.createdAt.toISOString(),
  }));
}

/** Questions before the one that is asked now, each with its latest answer that has text. */
export async function listHistory(db: Database, question: MessageRow): Promise<{ question: string; answer: string }[]> {
  const rows = await db
    .selectFrom('messages as question')
    .innerJoin('messages as answer', 'answer.parentId', 'question.id')
    .where('question.conversationId', '=', question.conversationId)
    .where('question.createdAt', '<', question.createdAt)
    .where('answer.content', '<>', '')
    .select(['question.id', 'question.content as question', 'answer.content as answer'])
    .distinctOn(['question.createdAt', 'question.id'])
    .orderBy('question.createdAt', 'desc')
    .orderBy('question.id')
    .orderBy('answer.version', 'desc')
    .limit(10)
    .execute();
  return rows.reverse().map(({ question: text, answer }) => ({ question: text, answer }));
}

export const passagesOf = (row: Pick<MessageRow, 'passages'>): PromptPassage[] => row.passages as PromptPassage[];
