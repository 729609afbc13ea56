import type { ConversationView } from '@millrace/contract/chat/chat';
import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';
import type { Caller } from '../session/authenticate.ts';
import { begunBy, conversationSeenBy } from '../session/seen-by.ts';
import { conversationViews, pinnedBy, viewConversation } from './conversations.queries.ts';

/** A conversation in whose title or messages these words stand as they are. */
const contains = (words: string) => {
  const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`;
  return sql<boolean>`(conversations.title ilike ${pattern} or exists (select from messages
    where messages.conversation_id = conversations.id and messages.content ilike ${pattern}))`;
};

type ListInput = { workspaceId: string; query?: string; pinned?: boolean; cursor?: string; limit: number };

/** What a page is of: not what other programs asked, and in the lists of people not what keys did. */
const listed = (caller: Caller, { workspaceId, query, pinned, cursor }: ListInput): RawBuilder<boolean> => {
  const pin = pinnedBy(caller.userId);
  const conditions = [
    sql`conversations.workspace_id = ${workspaceId}`,
    sql`conversations.deleted_at is null`,
    caller.kind === 'key' ? sql`conversations.origin <> 'completion'` : sql`conversations.origin = 'app'`,
    ...(query ? [contains(query)] : []),
    ...(pinned === undefined ? [] : [pinned ? pin : sql`not ${pin}`]),
    ...(cursor === undefined
      ? []
      : [
          sql`(conversations.updated_at, conversations.id) < (
            select last.updated_at, last.id from conversations as last
            where last.id = ${cursor} and last.workspace_id = ${workspaceId} and ${conversationSeenBy(caller, 'last')})`,
        ]),
  ];
  return sql`${sql.join(conditions, sql` and `)}`;
};

/**
 * The rows of a page, and one more if there is one. What is shared and what is the caller's own come from an index each: one pass over
 * both would read past the private ones of everybody else.
 */
export function conversationPage(db: Database, caller: Caller, input: ListInput) {
  const half = (seen: RawBuilder<boolean>) => sql`(
    select conversations.id from conversations where ${listed(caller, input)} and ${seen}
    order by conversations.updated_at desc, conversations.id desc limit ${sql.lit(input.limit + 1)})`;
  const shared = half(sql`conversations.visibility = 'workspace'`);
  const own = half(sql`conversations.visibility = 'private' and ${begunBy(caller, 'conversations')}`);
  return conversationViews(db, caller.userId)
    .where(sql<boolean>`conversations.id in (${shared} union all ${own})`)
    .orderBy('conversations.updatedAt', 'desc')
    .orderBy('conversations.id', 'desc')
    .limit(input.limit + 1);
}

/** A page of what the caller sees, the latest used first. `cursor` is the last id of the page before. */
export async function listConversations(
  db: Database,
  caller: Caller,
  input: ListInput,
): Promise<{ items: ConversationView[]; nextCursor: string | null }> {
  const rows = await conversationPage(db, caller, input).execute();
  const page = rows.slice(0, input.limit).map(viewConversation);
  return { items: page, nextCursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}
