import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { type Database, transact } from '@millrace/db/database';

/** Makes a workspace whose first owner is the user. */
export function createWorkspace(
  db: Database,
  { name, userId, now }: { name: string; userId: string; now: Date },
): Promise<WorkspaceView> {
  return transact(db, async (trx) => {
    const { id } = await trx
      .insertInto('workspaces')
      .values({ name, createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await trx.insertInto('members').values({ workspaceId: id, userId, role: 'owner', createdAt: now }).execute();
    return { id, name, description: '', role: 'owner', createdAt: now.toISOString() };
  });
}
