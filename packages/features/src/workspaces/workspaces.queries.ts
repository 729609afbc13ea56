import type { Role } from '@millrace/contract/session/session';
import type { InvitationView, MemberView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';
import { hashToken } from '../session/authenticate.ts';

/** A workspace as someone with `role` sees it. */
export async function getWorkspace(db: Database | Trx, workspaceId: string, role: Role): Promise<WorkspaceView> {
  const row = await db
    .selectFrom('workspaces')
    .where('id', '=', workspaceId)
    .select(['id', 'name', 'description', 'timeZone', 'createdAt'])
    .executeTakeFirstOrThrow();
  return { ...row, role, createdAt: row.createdAt.toISOString() };
}

export async function findInstructions(db: Database, workspaceId: string): Promise<string | null> {
  const { instructions } = await db
    .selectFrom('workspaces')
    .where('id', '=', workspaceId)
    .select('instructions')
    .executeTakeFirstOrThrow();
  return instructions;
}

/** Members by name. */
export async function membersOf(db: Database, workspaceId: string): Promise<MemberView[]> {
  const rows = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .where('members.workspaceId', '=', workspaceId)
    .orderBy('users.name')
    .orderBy('users.id')
    .select(['users.id as userId', 'users.name', 'users.email', 'members.role', 'members.createdAt'])
    .execute();
  return rows.map(({ createdAt, ...row }) => ({ ...row, joinedAt: createdAt.toISOString() }));
}

/** Invitations that can still be accepted, the newest first. */
export async function invitationsOf(db: Database, workspaceId: string, now: Date): Promise<InvitationView[]> {
  const rows = await db
    .selectFrom('invitations')
    .where('workspaceId', '=', workspaceId)
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', now)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .select(['id', 'email', 'role', 'expiresAt', 'createdAt'])
    .execute();
  return rows.map((row) => ({
    ...row,
    expiresAt: row.expiresAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
  }));
}

/** What whoever holds the token may know before signing in: where to, as what, for whom, from whom. */
export async function findInvitation(db: Database, token: string, now: Date) {
  const row = await db
    .selectFrom('invitations')
    .innerJoin('workspaces', 'workspaces.id', 'invitations.workspaceId')
    .leftJoin('users', 'users.id', 'invitations.invitedBy')
    .where('invitations.tokenHash', '=', hashToken(token))
    .where('invitations.acceptedAt', 'is', null)
    .where('invitations.expiresAt', '>', now)
    .where('workspaces.deletedAt', 'is', null)
    .select(['workspaces.name as workspaceName', 'invitations.role', 'invitations.email', 'users.name as invitedBy'])
    .executeTakeFirst();
  return row;
}

/** Whether someone with this e-mail address is in the workspace. */
export async function isMember(db: Database | Trx, workspaceId: string, email: string): Promise<boolean> {
  const row = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .where('members.workspaceId', '=', workspaceId)
    .where(sql<string>`lower(users.email)`, '=', email.toLowerCase())
    .select('members.userId')
    .executeTakeFirst();
  return row !== undefined;
}
