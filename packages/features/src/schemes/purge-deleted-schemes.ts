import type { Services } from '../services.ts';

/** How long a deleted scheme can be restored. */
const keptMs = 30 * 24 * 3_600_000;

/** Removes for good the schemes whose time to be restored is over, with all that refers to them. Returns how many went. */
export async function purgeDeletedSchemes({ db, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - keptMs);
  const gone = await db.deleteFrom('schemes').where('deletedAt', '<', before).executeTakeFirst();
  return Number(gone.numDeletedRows);
}
