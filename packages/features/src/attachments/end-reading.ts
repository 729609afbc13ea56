import type { readAttachment } from '@millrace/contract/attachments/attachments';
import type { Trx } from '@millrace/db/database';
import type { Ending } from '../jobs/handle.ts';

/** Says why a file could not be read. */
export async function endReading(trx: Trx, { payload, status, error }: Ending<typeof readAttachment>): Promise<void> {
  if (status === 'succeeded') return;
  await trx
    .updateTable('attachments')
    .set({ status: 'failed', note: error?.message ?? 'Reading was stopped before it finished.' })
    .where('id', '=', payload.attachmentId)
    .execute();
}
