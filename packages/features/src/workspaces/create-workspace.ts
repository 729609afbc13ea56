import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { type Database, transact } from '@millrace/db/database';

/** Makes a workspace whose first owner is the user. */
export function createWorkspace(
  db: Database,
  { name, timeZone, userId, now }: { name: string; timeZone: string; userId: string; now: Date },
): Promise<WorkspaceView> {
  return transact(db, async (trx) => {
    const { id } = await trx
      .insertInto('workspaces')
      .values({ name, timeZone, createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.insertInto('members').values({ workspaceId: id, userId, role: 'owner', createdAt: now }).execute();
    return { id, name, description: '', timeZone, role: 'owner', createdAt: now.toISOString() };
  });
}
