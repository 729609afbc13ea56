import { AppError } from '@millrace/contract/app-error';
import type { Trx } from '@millrace/db/database';

type Attaching = {
  conversation: { id: string; workspaceId: string };
  messageId: string;
  attachmentIds: string[];
  author: { userId: string | null; apiKeyId?: string };
};

/** Hangs files on a question: the asker's own, read, and of no other conversation. From now on they are the conversation's. */
export async function attachToMessage(
  trx: Trx,
  { conversation, messageId, attachmentIds, author }: Attaching,
): Promise<void> {
  const ids = [...new Set(attachmentIds)];
  if (ids.length === 0) return;
  const taken = await trx
    .updateTable('attachments')
    .set({ conversationId: conversation.id })
    .where('id', 'in', ids)
    .where('workspaceId', '=', conversation.workspaceId)
    .where(author.apiKeyId ? 'apiKeyId' : 'createdBy', '=', author.apiKeyId ?? author.userId)
    .where('status', '=', 'ready')
    .where((eb) => eb.or([eb('conversationId', 'is', null), eb('conversationId', '=', conversation.id)]))
    .returning('id')
    .execute();
  if (taken.length < ids.length) throw notReady();
  const rows = ids.map((attachmentId, position) => ({ messageId, attachmentId, position }));
  await trx.insertInto('messageAttachments').values(rows).execute();
}

const notReady = () =>
  new AppError(
    'conflict',
    'chat.attachment-not-ready',
    'A file of this message has not been read yet, could not be read or was removed. Wait for it, or remove it from the message.',
  );

/** The question in other words has the files of the old one. Twice is once. */
export async function copyAttachments(trx: Trx, { from, to }: { from: string; to: string }): Promise<void> {
  await trx
    .insertInto('messageAttachments')
    .columns(['messageId', 'attachmentId', 'position'])
    .expression((eb) =>
      eb
        .selectFrom('messageAttachments')
        .where('messageId', '=', from)
        .select((inner) => [inner.val(to).$castTo<string>().as('messageId'), 'attachmentId', 'position']),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
}
