import type { Services } from '../services.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** Removes uploads in parts that nobody has gone on with for a day, finished ones too: their files have rows of their own. */
export async function sweepUploads({ db, storage, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - dayMs);
  const swept = await db.deleteFrom('uploads').where('updatedAt', '<', before).returning('id').execute();
  for (const { id } of swept) await storage.drafts.delete(id);
  return swept.length;
}
