import { mostNextMessages, type NextMessagesView, type NextPause } from '@millrace/contract/chat/next-messages';
import type { Database, Trx } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import type { Caller } from '../../session/authenticate.ts';
import { conversationSeenBy } from '../../session/seen-by.ts';
import { personOf } from '../person-of.ts';

export async function findNextWorkspace(db: Database, nextId: string, caller: Caller): Promise<string | undefined> {
  const row = await db
    .selectFrom('nextMessages')
    .innerJoin('conversations', 'conversations.id', 'nextMessages.conversationId')
    .select('nextMessages.workspaceId')
    .where('nextMessages.id', '=', nextId)
    .where('conversations.deletedAt', 'is', null)
    .where(conversationSeenBy(caller))
    .executeTakeFirst();
  return row?.workspaceId;
}

export async function listNextMessages(db: Database, conversationId: string): Promise<NextMessagesView> {
  const rows = await db
    .selectFrom('nextMessages')
    .leftJoin('users', 'users.id', 'nextMessages.createdBy')
    .where('conversationId', '=', conversationId)
    .select(['nextMessages.id', 'nextMessages.text', 'users.id as authorId', 'users.name as authorName'])
    .orderBy('position')
    .execute();
  const conversation = await db
    .selectFrom('conversations')
    .where('id', '=', conversationId)
    .select('nextPaused')
    .executeTakeFirst();
  const items = rows.map((row) => ({ id: row.id, text: row.text, author: personOf(row) }));
  return { items, paused: conversation?.nextPaused ?? null };
}

/** The ids of what waits, in order. */
export async function nextIds(trx: Trx, conversationId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('nextMessages')
    .where('conversationId', '=', conversationId)
    .select('id')
    .orderBy('position')
    .limit(mostNextMessages)
    .execute();
  return rows.map(({ id }) => id);
}

/** Nothing of it is asked until a person says so. Where nothing waits there is nothing to pause. */
export async function pauseNext(trx: Trx, conversationId: string, nextPaused: NextPause): Promise<void> {
  await trx
    .updateTable('conversations')
    .set({ nextPaused })
    .where('id', '=', conversationId)
    .where((eb) =>
      eb.exists(eb.selectFrom('nextMessages').where('conversationId', '=', conversationId).select('nextMessages.id')),
    )
    .execute();
}

/** Takes the first one out. */
export async function takeNext(trx: Trx, conversationId: string): Promise<Row<'nextMessages'> | undefined> {
  const [first] = await nextIds(trx, conversationId);
  if (first === undefined) return undefined;
  return trx.deleteFrom('nextMessages').where('id', '=', first).returningAll().executeTakeFirst();
}
