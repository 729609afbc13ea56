import { transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';

const keptMs = 30 * 24 * 60 * 60 * 1000;
/** The most that one call removes of a kind. */
export const purgeBatch = 50;

/**
 * Removes for good the conversations that were deleted 30 days ago; those of tools, which stand in no list, 30 days after their
 * question; and what keys began that were revoked 30 days ago, which nobody can see. With them go their runs, which hold the text too. Returns how many went: of many the first ones, call it again.
 */
export function purgeConversations({ db, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - keptMs);
  return transact(db, async (trx) => {
    const gone = await trx
      .deleteFrom('conversations')
      .where('id', 'in', (eb) =>
        eb
          .selectFrom('conversations')
          .select('id')
          .where(({ and, or, eb: is, selectFrom }) =>
            or([
              is('deletedAt', '<', before),
              and([is('origin', '=', 'completion'), is('updatedAt', '<', before)]),
              and([
                is('visibility', '=', 'private'),
                is('apiKeyId', 'in', selectFrom('apiKeys').where('revokedAt', '<', before).select('id')),
              ]),
            ]),
          )
          .limit(purgeBatch),
      )
      .returning('id')
      .execute();
    const ids = gone.map(({ id }) => id);
    if (ids.length > 0) {
      await trx
        .deleteFrom('runs')
        .where(sql`subject->>'kind'`, '=', 'conversation')
        .where(sql`subject->>'id'`, 'in', ids)
        .execute();
    }
    return ids.length;
  });
}
