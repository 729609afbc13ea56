import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { announceConversation } from './announce-conversation.ts';

/** Chooses a message and all that it hangs on; below it the branch stays as it was left. */
export async function choose(db: Database | Trx, messageId: string): Promise<void> {
  await sql`
    with recursive way as (
      select id, parent_id from messages where id = ${messageId}
      union all
      select before.id, before.parent_id from messages as before join way on before.id = way.parent_id
    )
    update messages set shown_at = now() from way where messages.id = way.id`.execute(db);
}

/** Shows this version to all who read the conversation. */
export async function showMessage(services: Services, messageId: string): Promise<void> {
  const { db } = services;
  const message = await db
    .selectFrom('messages')
    .where('id', '=', messageId)
    .select(['workspaceId', 'conversationId'])
    .executeTakeFirstOrThrow();
  await choose(db, messageId);
  announceConversation(services, message);
}
