import type { Services } from '../services.ts';

const dayMs = 24 * 3_600_000;
/** How long a deleted classification can be restored, and how long an answer is kept for whoever asks the same again. */
const keptMs = { classifications: 30 * dayMs, answers: 180 * dayMs };

/** Removes for good what was deleted long ago, and old answers of the cache. Returns how many of each went. */
export async function purgeClassifications({ db, clock }: Services): Promise<Record<string, number>> {
  const before = (ms: number) => new Date(clock().getTime() - ms);
  const gone = await db
    .deleteFrom('classifications')
    .where('deletedAt', '<', before(keptMs.classifications))
    .executeTakeFirst();
  const old = await db.deleteFrom('answerCache').where('createdAt', '<', before(keptMs.answers)).executeTakeFirst();
  return { classifications: Number(gone.numDeletedRows), answers: Number(old.numDeletedRows) };
}
