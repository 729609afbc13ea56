import type { Services } from '../services.ts';

const keptMs = 400 * 24 * 60 * 60 * 1000;

/** Removes the ledger's rows after 400 days: a year can be compared with the one before. Returns how many went. */
export async function sweepRequests({ db, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - keptMs);
  const { numDeletedRows } = await db.deleteFrom('modelRequests').where('startedAt', '<', before).executeTakeFirst();
  return Number(numDeletedRows);
}
