import { AppError } from '@millrace/contract/app-error';
import type { ConversationView } from '@millrace/contract/chat/chat';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Caller } from '../session/authenticate.ts';
import { conversationSeenBy } from '../session/seen-by.ts';
import { readConversationSettings } from './conversation-settings.ts';
import { personOf } from './person-of.ts';

const workspaceOf = (db: Database, conversationId: string, caller: Caller) =>
  db
    .selectFrom('conversations')
    .select('workspaceId')
    .where('id', '=', conversationId)
    .where(conversationSeenBy(caller));

/** Undefined: it does not exist, was deleted, or is private to somebody else. */
export async function findConversationWorkspace(
  db: Database,
  conversationId: string,
  caller: Caller,
): Promise<string | undefined> {
  const row = await workspaceOf(db, conversationId, caller).where('deletedAt', 'is', null).executeTakeFirst();
  return row?.workspaceId;
}

/** Also of a deleted one, which can be brought back until it is purged. */
export async function findKeptConversationWorkspace(
  db: Database,
  conversationId: string,
  caller: Caller,
): Promise<string | undefined> {
  const row = await workspaceOf(db, conversationId, caller).executeTakeFirst();
  return row?.workspaceId;
}

/** Whether this person has pinned the conversation. */
export const pinnedBy = (userId: string | null) =>
  sql<boolean>`exists (select from conversation_pins
    where conversation_pins.conversation_id = conversations.id and conversation_pins.user_id = ${userId})`;

/** Conversations as this person, or nobody in particular, sees them. Whether they may is asked elsewhere. */
export const conversationViews = (db: Database | Trx, userId: string | null) =>
  db
    .selectFrom('conversations')
    .leftJoin('users', 'users.id', 'conversations.createdBy')
    .select([
      'conversations.id',
      'conversations.workspaceId',
      'conversations.title',
      'conversations.choices',
      'conversations.visibility',
      'conversations.createdAt',
      'conversations.updatedAt',
      'users.id as authorId',
      'users.name as authorName',
      pinnedBy(userId).as('pinned'),
    ])
    .where('conversations.deletedAt', 'is', null);

type ViewRow = Awaited<ReturnType<ReturnType<typeof conversationViews>['executeTakeFirstOrThrow']>>;

export const viewConversation = (row: ViewRow): ConversationView => ({
  id: row.id,
  workspaceId: row.workspaceId,
  title: row.title,
  pinned: row.pinned,
  choices: readConversationSettings(row.choices),
  visibility: row.visibility,
  author: personOf(row),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export async function findConversation(
  db: Database | Trx,
  conversationId: string,
  userId: string | null = null,
): Promise<ConversationView | undefined> {
  const row = await conversationViews(db, userId).where('conversations.id', '=', conversationId).executeTakeFirst();
  return row && viewConversation(row);
}

export const conversationGone = () =>
  new AppError('not-found', 'not-found', 'This conversation does not exist or was deleted.');

/** The conversation, which nobody else adds to until this transaction ends. Throws not-found when it was deleted. */
export async function lockConversation(
  trx: Trx,
  id: string,
): Promise<{ id: string; workspaceId: string; title: string }> {
  const row = await trx
    .selectFrom('conversations')
    .select(['id', 'workspaceId', 'title'])
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (row === undefined) throw conversationGone();
  return row;
}

/** Pinning twice is pinning once. */
export async function pinConversation(
  db: Database,
  { userId, conversationId, pinned }: { userId: string; conversationId: string; pinned: boolean },
): Promise<void> {
  if (pinned) {
    await db
      .insertInto('conversationPins')
      .values({ userId, conversationId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return;
  }
  await db
    .deleteFrom('conversationPins')
    .where('userId', '=', userId)
    .where('conversationId', '=', conversationId)
    .execute();
}
