import type { Services } from '../services.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Removes what was attached and never sent, and what belongs to conversations that were deleted, a day later. Their files follow. */
export async function purgeAttachments({ db, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - dayMs);
  const gone = await db
    .deleteFrom('attachments')
    .where((eb) =>
      eb.or([
        eb.and([eb('conversationId', 'is', null), eb('createdAt', '<', before)]),
        eb('conversationId', 'in', eb.selectFrom('conversations').select('id').where('deletedAt', '<', before)),
      ]),
    )
    .returning('id')
    .execute();
  return gone.length;
}
