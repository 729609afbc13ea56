import { attachmentSubject } from '@millrace/contract/attachments/attachments';
import { transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Removes what was attached and never sent, and what belongs to conversations that were deleted, a day later. Their files follow. */
export function purgeAttachments({ db, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - dayMs);
  return transact(db, async (trx) => {
    const gone = await trx
      .deleteFrom('attachments')
      .where((eb) =>
        eb.or([
          eb.and([eb('conversationId', 'is', null), eb('createdAt', '<', before)]),
          eb('conversationId', 'in', eb.selectFrom('conversations').select('id').where('deletedAt', '<', before)),
        ]),
      )
      .returning('id')
      .execute();
    const ids = gone.map(({ id }) => id);
    if (ids.length > 0) {
      // the runs that read them hold their names
      await trx
        .deleteFrom('runs')
        .where(sql`subject->>'kind'`, '=', sql.lit(attachmentSubject))
        .where(sql`subject->>'id'`, 'in', ids)
        .execute();
    }
    return ids.length;
  });
}
