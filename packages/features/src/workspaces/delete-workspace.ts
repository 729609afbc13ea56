import { AppError } from '@millrace/contract/app-error';
import type { DeletedWorkspaceView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import type { Database } from '@millrace/db/database';
import { stopJob } from '../jobs/stop-job.ts';
import type { Services } from '../services.ts';
import { getWorkspace } from './workspaces.queries.ts';

/** So long a deleted workspace can be brought back. */
export const keptMs = 30 * 24 * 3_600_000;

/** Takes a workspace from all its people, keys and streams at once, and stops its work. Its owners can restore it for 30 days. */
export async function deleteWorkspace(services: Services, workspaceId: string): Promise<DeletedWorkspaceView> {
  const { db } = services;
  const now = services.clock();
  const { name } = await db
    .updateTable('workspaces')
    .set({ deletedAt: now })
    .where('id', '=', workspaceId)
    .returning('name')
    .executeTakeFirstOrThrow();
  const active = await db
    .selectFrom('runs')
    .where('workspaceId', '=', workspaceId)
    .where('status', 'in', ['queued', 'running'])
    .select('id')
    .execute();
  for (const { id } of active) await stopIfActive(services, id);
  return viewOf({ id: workspaceId, name, deletedAt: now });
}

/** Stops a run of what was deleted; it may end in this very moment. */
export async function stopIfActive(services: Services, runId: string): Promise<void> {
  await stopJob(services, runId).catch((err: unknown) =>
    services.log.info({ err, runId }, 'a run of what was deleted had ended already'),
  );
}

/** Those that somebody owned and can bring back, by name. */
export async function deletedWorkspacesOf(db: Database, userId: string): Promise<DeletedWorkspaceView[]> {
  const rows = await owned(db, userId).orderBy('workspaces.name').orderBy('workspaces.id').execute();
  return rows.map(viewOf);
}

/** Brings a workspace back as it was. Work that the deletion stopped stays stopped; it can be tried again. */
export async function restoreWorkspace(
  db: Database,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<WorkspaceView> {
  const found = await owned(db, userId).where('workspaces.id', '=', workspaceId).executeTakeFirst();
  if (found === undefined) {
    const message =
      'There is no deleted workspace that you can restore. A deleted workspace is removed permanently after 30 days.';
    throw new AppError('not-found', 'workspaces.not-deleted', message);
  }
  await db.updateTable('workspaces').set({ deletedAt: null }).where('id', '=', workspaceId).execute();
  return getWorkspace(db, workspaceId, 'owner');
}

const owned = (db: Database, userId: string) =>
  db
    .selectFrom('workspaces')
    .innerJoin('members', 'members.workspaceId', 'workspaces.id')
    .where('members.userId', '=', userId)
    .where('members.role', '=', 'owner')
    .where('workspaces.deletedAt', 'is not', null)
    .select(['workspaces.id', 'workspaces.name', 'workspaces.deletedAt']);

const viewOf = ({ id, name, deletedAt }: { id: string; name: string; deletedAt: Date | null }) => {
  const since = deletedAt?.getTime() ?? 0;
  return { id, name, deletedAt: new Date(since).toISOString(), goneAt: new Date(since + keptMs).toISOString() };
};
