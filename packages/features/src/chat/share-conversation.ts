import type { ConversationVisibility } from '@millrace/contract/chat/chat';
import { transact } from '@millrace/db/database';
import { forgetFeed } from '../feed/announce-change.ts';
import { withdrawStreams } from '../feed/rounds.ts';
import type { Services } from '../services.ts';
import { announceConversation } from './announce-conversation.ts';
import { lockConversation } from './conversations.queries.ts';

type Share = { workspaceId: string; conversationId: string; visibility: ConversationVisibility };

/**
 * Lets all members read a conversation, or nobody but who began it. What others have asked in it stays in it; what they still wanted to
 * ask goes. Making it private ends their streams, and no log keeps what was said about it.
 */
export async function shareConversation(services: Services, share: Share): Promise<void> {
  const { workspaceId, conversationId, visibility } = share;
  const changed = await transact(services.db, async (trx) => {
    await lockConversation(trx, conversationId);
    const row = await trx
      .updateTable('conversations')
      .where('id', '=', conversationId)
      .where('visibility', '!=', visibility)
      .set({ visibility })
      .returning('createdBy')
      .executeTakeFirst();
    if (row && visibility === 'private') {
      await trx
        .deleteFrom('nextMessages')
        .where('conversationId', '=', conversationId)
        .where('createdBy', 'is distinct from', row.createdBy)
        .execute();
    }
    return row !== undefined;
  });
  if (!changed) return;
  if (visibility === 'private') await hideFromOthers(services, workspaceId);
  announceConversation(services, { workspaceId, conversationId });
}

/** After a conversation was taken from members who could read it: their streams of it end, and their pages read their lists again. */
export async function hideFromOthers(services: Services, workspaceId: string): Promise<void> {
  await withdrawStreams(services);
  await forgetFeed(services, workspaceId);
}
