import { type ConversationSettings, conversationSettings } from '@millrace/contract/chat/chat';
import { type OutputOptions, outputOptions } from '@millrace/contract/chat/output-options';
import { toJson } from '@millrace/db/to-json';
import { z } from 'zod';
import type { Services } from '../services.ts';

/** What a row of conversations holds; what is not understood any more was never chosen. */
export const readConversationSettings = (stored: unknown): ConversationSettings =>
  conversationSettings.safeParse(stored).data ?? {};

/** What a program asked of the form of its answer; it is stored beside the settings, and people have none. */
export const readOutputOptions = (stored: unknown): OutputOptions | undefined =>
  z.object({ output: outputOptions.optional() }).safeParse(stored).data?.output;

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
