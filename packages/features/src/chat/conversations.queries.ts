import { AppError } from '@millrace/contract/app-error';
import type { ConversationView } from '@millrace/contract/chat/chat';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { readConversationSettings } from './conversation-settings.ts';

const workspaceOf = (db: Database, conversationId: string) =>
  db.selectFrom('conversations').select('workspaceId').where('id', '=', conversationId);

export async function findConversationWorkspace(db: Database, conversationId: string): Promise<string | undefined> {
  const row = await workspaceOf(db, conversationId).where('deletedAt', 'is', null).executeTakeFirst();
  return row?.workspaceId;
}

/** Also of a deleted one, which can be brought back until it is purged. */
export async function findKeptConversationWorkspace(db: Database, conversationId: string): Promise<string | undefined> {
  const row = await workspaceOf(db, conversationId).executeTakeFirst();
  return row?.workspaceId;
}

/** Whether this person has pinned the conversation. */
const pinnedBy = (userId: string | null) =>
  sql<boolean>`exists (select from conversation_pins
    where conversation_pins.conversation_id = conversations.id and conversation_pins.user_id = ${userId})`;

const views = (db: Database | Trx, userId: string | null) =>
  db
    .selectFrom('conversations')
    .leftJoin('users', 'users.id', 'conversations.createdBy')
    .select([
      'conversations.id',
      'conversations.workspaceId',
      'conversations.title',
      'conversations.choices',
      'conversations.createdAt',
      'conversations.updatedAt',
      'users.name as author',
      pinnedBy(userId).as('pinned'),
    ])
    .where('conversations.deletedAt', 'is', null);

type ViewRow = Omit<ConversationView, 'choices' | 'createdAt' | 'updatedAt' | 'author'> & {
  choices: unknown;
  createdAt: Date;
  updatedAt: Date;
  author: string | null;
};
const view = (row: ViewRow): ConversationView => ({
  ...row,
  choices: readConversationSettings(row.choices),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  author: row.author ?? 'An internal tool',
});

export async function findConversation(
  db: Database | Trx,
  conversationId: string,
  userId: string | null = null,
): Promise<ConversationView | undefined> {
  const row = await views(db, userId).where('conversations.id', '=', conversationId).executeTakeFirst();
  return row && view(row);
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

/** A conversation in whose title or messages these words stand as they are. */
const contains = (words: string) => {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(conversations.title ilike ${pattern} or exists (select from messages
    where messages.conversation_id = conversations.id and messages.content ilike ${pattern}))`;
};

type ListInput = {
  workspaceId: string;
  userId: string | null;
  query?: string;
  pinned?: boolean;
  cursor?: string;
  limit: number;
};

/** A page, the latest used first. `cursor` is the last id of the page before. */
export async function listConversations(
  db: Database,
  { workspaceId, userId, query: words, pinned, cursor, limit }: ListInput,
): Promise<{ items: ConversationView[]; nextCursor: string | null }> {
  let query = views(db, userId)
    .where('conversations.workspaceId', '=', workspaceId)
    .where('conversations.origin', '=', 'app');
  if (words) query = query.where(contains(words));
  if (pinned !== undefined) query = query.where(pinned ? pinnedBy(userId) : sql<boolean>`not ${pinnedBy(userId)}`);
  if (cursor !== undefined) {
    query = query.where((eb) =>
      eb(
        eb.refTuple('conversations.updatedAt', 'conversations.id'),
        '<',
        eb
          .selectFrom('conversations as last')
          .where('last.id', '=', cursor)
          .where('last.workspaceId', '=', workspaceId)
          .select(['last.updatedAt', 'last.id'])
          .$asTuple('updatedAt', 'id'),
      ),
    );
  }
  const rows = await query
    .orderBy('conversations.updatedAt', 'desc')
    .orderBy('conversations.id', 'desc')
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit).map(view);
  return { items: page, nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
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
