import { shownFile } from '../files/files.queries.ts';
import type { Services } from '../services.ts';
import { keptMs } from './delete-workspace.ts';

/**
 * Removes for good the workspaces whose time to be restored is over: first the octets, then the rows. Whatever ends it in between, the
 * next call goes on. Returns how many went.
 */
export async function purgeDeletedWorkspaces({ db, storage, clock }: Services): Promise<number> {
  const before = new Date(clock().getTime() - keptMs);
  const over = await db.selectFrom('workspaces').where('deletedAt', '<', before).select('id').execute();
  for (const { id } of over) {
    const files = await db.selectFrom('files').where('workspaceId', '=', id).select(['sha256', 'shown']).execute();
    for (const { sha256, shown } of files) {
      await storage.delete(id, sha256);
      const made = shownFile.safeParse(shown).data;
      if (made) await storage.delete(id, made.sha256);
    }
    await db.deleteFrom('workspaces').where('id', '=', id).where('deletedAt', '<', before).execute();
  }
  return over.length;
}
