import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { announceConversation } from './announce-conversation.ts';

/** Shows this version and, below it, the branch as it was left. */
export async function showMessage(services: Services, messageId: string): Promise<void> {
  const { workspaceId, conversationId } = await services.db
    .updateTable('messages')
    .set({ shownAt: sql<Date>`now()` })
    .where('id', '=', messageId)
    .returning(['workspaceId', 'conversationId'])
    .executeTakeFirstOrThrow();
  announceConversation(services, { workspaceId, conversationId });
}
