import { type ConversationSettings, conversationSettings } from '@millrace/contract/chat/chat';
import { toJson } from '@millrace/db/to-json';
import type { Services } from '../services.ts';

/** What a row of conversations holds; what is not understood any more was never chosen. */
export const readConversationSettings = (stored: unknown): ConversationSettings =>
  conversationSettings.safeParse(stored).data ?? {};

/** What is left out is not chosen: the whole is replaced. Answers that are being written keep what they began with. */
export async function setChoices(
  { db }: Services,
  { conversationId, choices }: { conversationId: string; choices: ConversationSettings },
): Promise<void> {
  await db
    .updateTable('conversations')
    .set({ choices: toJson(choices) })
    .where('id', '=', conversationId)
    .execute();
}
