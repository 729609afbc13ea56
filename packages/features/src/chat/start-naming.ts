import { nameConversation } from '@millrace/contract/chat/chat-title';
import type { Trx } from '@millrace/db/database';
import type { Start } from '../jobs/start-job.ts';
import type { MessageRow } from './chat.queries.ts';

/** After the first answer of a conversation that nobody has named a model finds it a title. The built-in model has no words of its own. */
export async function startNaming(trx: Trx, start: Start, answer: MessageRow): Promise<void> {
  if (answer.model?.startsWith('builtin')) return;
  const conversation = await trx
    .selectFrom('conversations')
    .innerJoin('messages as question', 'question.conversationId', 'conversations.id')
    .where('conversations.id', '=', answer.conversationId)
    .where('conversations.titledBy', '=', 'question')
    .where('conversations.origin', '=', 'app')
    .where('conversations.deletedAt', 'is', null)
    .where('question.id', '=', answer.parentId)
    .where('question.parentId', 'is', null)
    .select(['conversations.id', 'conversations.workspaceId', 'conversations.title'])
    .executeTakeFirst();
  if (conversation === undefined) return;
  const { id, workspaceId, title } = conversation;
  await start(nameConversation, { conversationId: id }, { workspaceId, subject: { kind: 'conversation', id, title } });
}
