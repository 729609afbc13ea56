import { AppError } from '@millrace/contract/app-error';
import { type Trx, transact } from '@millrace/db/database';
import type { Services } from '../../services.ts';
import { announceConversation } from '../announce-conversation.ts';
import { lockConversation } from '../conversations.queries.ts';
import { nextIds } from './next-messages.queries.ts';

const sentAlready = () =>
  new AppError('not-found', 'chat.next-gone', 'This question is no longer queued: it was sent or removed.');

/** Changes what waits under the lock of its conversation, so that nothing is sent meanwhile, and tells all who see it. */
async function change(
  services: Services,
  nextId: string,
  work: (trx: Trx, conversationId: string) => Promise<unknown>,
): Promise<void> {
  const which = await transact(services.db, async (trx) => {
    const row = await trx
      .selectFrom('nextMessages')
      .where('id', '=', nextId)
      .select(['workspaceId', 'conversationId'])
      .executeTakeFirst();
    if (row === undefined) throw sentAlready();
    await lockConversation(trx, row.conversationId);
    await work(trx, row.conversationId);
    await unpauseEmpty(trx, row.conversationId);
    return row;
  });
  announceConversation(services, which);
}

export const editNextMessage = (services: Services, { nextId, text }: { nextId: string; text: string }) =>
  change(services, nextId, async (trx) => {
    const changed = await trx.updateTable('nextMessages').set({ text }).where('id', '=', nextId).executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw sentAlready();
  });

export const removeNextMessage = (services: Services, { nextId }: { nextId: string }) =>
  change(services, nextId, (trx) => trx.deleteFrom('nextMessages').where('id', '=', nextId).execute());

export const moveNextMessage = (services: Services, { nextId, to }: { nextId: string; to: number }) =>
  change(services, nextId, async (trx, conversationId) => {
    const ids = (await nextIds(trx, conversationId)).filter((id) => id !== nextId);
    ids.splice(to, 0, nextId);
    for (const [position, id] of ids.entries())
      await trx.updateTable('nextMessages').set({ position }).where('id', '=', id).execute();
  });

/** A pause ends with the last message that waits. */
async function unpauseEmpty(trx: Trx, conversationId: string): Promise<void> {
  if ((await nextIds(trx, conversationId)).length > 0) return;
  await trx.updateTable('conversations').set({ nextPaused: null }).where('id', '=', conversationId).execute();
}
