import type { NextPause } from '@millrace/contract/chat/next-messages';
import type { Trx } from '@millrace/db/database';
import type { Start } from '../../jobs/start-job.ts';
import { withJobs } from '../../jobs/start-job.ts';
import type { Services } from '../../services.ts';
import { announceConversation } from '../announce-conversation.ts';
import { askQuestion } from '../ask-question.ts';
import { findShownEnd } from '../chat.queries.ts';
import { lockConversation } from '../conversations.queries.ts';
import { pauseNext, takeNext } from './next-messages.queries.ts';

type Conversation = Awaited<ReturnType<typeof lockConversation>>;

/** Asks what waits first, if anything does, after the answer `parentId`. The caller holds the conversation's lock. */
async function sendFirst(trx: Trx, start: Start, conversation: Conversation, parentId: string | null): Promise<void> {
  const next = await takeNext(trx, conversation.id);
  if (next === undefined) return;
  const { text, model, createdBy } = next;
  const clientRequestId = await unused(trx, conversation.id, next.clientRequestId);
  const asked = { parentId, text, model: model ?? undefined, clientRequestId };
  await askQuestion(trx, start, conversation, asked, { userId: createdBy });
}

/** What ends an answer must not fail: an id that somebody has used for another message meanwhile is left out. */
async function unused(trx: Trx, conversationId: string, clientRequestId: string | null): Promise<string | undefined> {
  if (clientRequestId === null) return undefined;
  const used = await trx
    .selectFrom('messages')
    .where('conversationId', '=', conversationId)
    .where('clientRequestId', '=', clientRequestId)
    .select('id')
    .executeTakeFirst();
  return used ? undefined : clientRequestId;
}

/**
 * In the transaction that ends an answer: after a good one the first of what waits is asked; after any other nothing is, until a person
 * says so. What is asked next may well have rested on the answer that there is not.
 */
export async function goOnAfter(
  trx: Trx,
  start: Start,
  answer: { id: string; conversationId: string },
  pause: NextPause | null,
): Promise<void> {
  const conversation = await trx
    .selectFrom('conversations')
    .select(['id', 'workspaceId', 'title', 'nextPaused'])
    .where('id', '=', answer.conversationId)
    .where('deletedAt', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (conversation === undefined) return;
  if (pause === null && conversation.nextPaused === null) await sendFirst(trx, start, conversation, answer.id);
  if (pause !== null) await pauseNext(trx, conversation.id, pause);
}

/** Goes on with what waits: now, or when the answer that is being written has ended. */
export async function resumeNext(services: Services, conversationId: string): Promise<void> {
  const { workspaceId } = await withJobs(services, async (trx, start) => {
    const conversation = await lockConversation(trx, conversationId);
    await trx.updateTable('conversations').set({ nextPaused: null }).where('id', '=', conversationId).execute();
    const end = await findShownEnd(trx, conversationId);
    if (end?.status !== 'streaming') await sendFirst(trx, start, conversation, end?.id ?? null);
    return conversation;
  });
  announceConversation(services, { workspaceId, conversationId });
}
