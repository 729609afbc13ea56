import { transact } from '@millrace/db/database';
import { dropFile } from '../files/files.queries.ts';
import type { Services } from '../services.ts';
import type { Caller } from '../session/authenticate.ts';
import { begunBy } from '../session/seen-by.ts';

/** Takes back a file that its uploader has not sent, together with what was read of it. Any other stays as it is. */
export function removeAttachment(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  caller: Caller,
  attachmentId: string,
): Promise<void> {
  return transact(db, async (trx) => {
    const removed = await trx
      .deleteFrom('attachments')
      .where('id', '=', attachmentId)
      .where('conversationId', 'is', null)
      .where(begunBy(caller, 'attachments'))
      .returning('fileId')
      .executeTakeFirst();
    if (removed) await dropFile(trx, removed.fileId, clock());
  });
}
