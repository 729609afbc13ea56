import type { ConversationView } from '@millrace/contract/chat';
import type { Database, Trx } from '@millrace/db/database';

/** Deleted ones stay findable for their undo; lists and chat refuse them. */
export async function findConversationWorkspace(db: Database, conversationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('conversations')
    .select('workspaceId')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row?.workspaceId;
}

const views = (db: Database | Trx) =>
  db
    .selectFrom('conversations')
    .leftJoin('users', 'users.id', 'conversations.createdBy')
    .select([
      'conversations.id',
      'conversations.workspaceId',
      'conversations.title',
      'conversations.createdAt',
      'conversations.updatedAt',
      'users.name as author',
    ])
    .where('conversations.deletedAt', 'is', null);

type ViewRow = Omit<ConversationView, 'createdAt' | 'updatedAt' | 'author'> & {
  createdAt: Date;
  updatedAt: Date;
  author: string | null;
};
const view = (row: ViewRow): ConversationView => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
  author: row.author ?? 'An internal tool',
});

export async function findConversation(
  db: Database | Trx,
  conversationId: string,
): Promise<ConversationView | undefined> {
  const row = await views(db).where('conversations.id', '=', conversationId).executeTakeFirst();
  return row && view(row);
}

/** A page, the latest used first. `cursor` is the last id of the page before. */
export async function listConversations(
  db: Database,
  { workspaceId, cursor, limit }: { workspaceId: string; cursor?: string; limit: number },
): Promise<{ items: ConversationView[]; nextCursor: string | null }> {
  let query = views(db).where('conversations.workspaceId', '=', workspaceId).where('conversations.origin', '=', 'app');
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
