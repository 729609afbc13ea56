import { transact } from '@millrace/db/database';
import type { Services } from '../services.ts';
import { announceConversation } from './announce-conversation.ts';
import { stopAnswer } from './answer-again.ts';
import { lockConversation } from './conversations.queries.ts';
import { pauseNext } from './next-messages/next-messages.queries.ts';
import { hideFromOthers } from './share-conversation.ts';

/** Takes a conversation from all who read it and stops what is written in it. It can be restored until it is purged. */
export async function deleteConversation(services: Services, conversationId: string): Promise<void> {
  const { workspaceId, visibility } = await transact(services.db, async (trx) => {
    // under the lock: what is being asked right now is seen below
    await lockConversation(trx, conversationId);
    await pauseNext(trx, conversationId, 'stopped');
    return trx
      .updateTable('conversations')
      .set({ deletedAt: services.clock() })
      .where('id', '=', conversationId)
      .returning(['workspaceId', 'visibility'])
      .executeTakeFirstOrThrow();
  });
  const streaming = await services.db
    .selectFrom('messages')
    .where('conversationId', '=', conversationId)
    .where('status', '=', 'streaming')
    .select('id')
    .execute();
  for (const { id } of streaming) await stopAnswer(services, id);
  if (visibility === 'workspace') await hideFromOthers(services, workspaceId);
  announceConversation(services, { workspaceId, conversationId });
}
