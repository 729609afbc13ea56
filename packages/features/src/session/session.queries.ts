import type { SessionView, UserView } from '@millrace/contract/session/session';
import type { WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import type { Database } from '@millrace/db/database';
import type { Caller } from './authenticate.ts';

/** The person behind a session; a key is nobody. */
export const userOf = (caller: Caller | null): UserView | null =>
  caller?.kind !== 'user' ? null : viewOf({ ...caller, id: caller.userId });

type UserRow = Omit<UserView, 'language'> & UserView['language'];
const viewOf = ({ id, name, email, isAdmin, locale, timeZone }: UserRow): UserView => ({
  ...{ id, name, email, isAdmin },
  language: { locale, timeZone },
});

/** A person as sessions show them, by id. */
export async function getUser(db: Database, userId: string): Promise<UserView> {
  const row = await db
    .selectFrom('users')
    .where('id', '=', userId)
    .select(['id', 'name', 'email', 'isAdmin', 'locale', 'timeZone'])
    .executeTakeFirstOrThrow();
  return viewOf(row);
}

/** The workspaces that a caller is in, by name: a person's memberships, or the one workspace of a key. */
export async function workspacesOf(db: Database, caller: Caller): Promise<WorkspaceView[]> {
  if (caller.kind === 'key') {
    const own = await db
      .selectFrom('workspaces')
      .where('id', '=', caller.workspaceId)
      .where('deletedAt', 'is', null)
      .select(['id', 'name', 'description', 'timeZone', 'createdAt'])
      .execute();
    return own.map((row) => ({ ...row, role: caller.role, createdAt: row.createdAt.toISOString() }));
  }
  const rows = await db
    .selectFrom('members')
    .innerJoin('workspaces', 'workspaces.id', 'members.workspaceId')
    .where('members.userId', '=', caller.userId)
    .where('workspaces.deletedAt', 'is', null)
    .orderBy('workspaces.name')
    .orderBy('workspaces.id')
    .select([
      'workspaces.id',
      'workspaces.name',
      'workspaces.description',
      'workspaces.timeZone',
      'members.role',
      'workspaces.createdAt',
    ])
    .execute();
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** A person's sessions that are not over, the latest used first. */
export async function sessionsOf(
  db: Database,
  { userId, sessionId, now }: { userId: string; sessionId: string; now: Date },
): Promise<SessionView[]> {
  const rows = await db
    .selectFrom('sessions')
    .where('userId', '=', userId)
    .where('expiresAt', '>', now)
    .orderBy('lastSeenAt', 'desc')
    .select(['id', 'userAgent', 'createdAt', 'lastSeenAt'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    current: row.id === sessionId,
    userAgent: row.userAgent,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
}
