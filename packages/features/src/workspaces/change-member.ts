import { AppError } from '@millrace/contract/app-error';
import { type Role, roles } from '@millrace/contract/session/session';
import { type Database, type Trx, transact } from '@millrace/db/database';

type Membership = { workspaceId: string; userId: string };
/** `by`: the user who does it. */
type Change = Membership & { by: string; now: Date };

/** Gives a member another role. His keys and invitations never stay stronger than he is. The last owner stays owner: `conflict`. */
export function changeMember(db: Database, change: Change & { role: Role }): Promise<void> {
  return transact(db, async (trx) => {
    await lockMembers(trx, change.workspaceId);
    await requireOwner(trx, change);
    const member = await getMember(trx, change);
    if (member.role === 'owner' && change.role !== 'owner') await requireAnotherOwner(trx, change);
    await trx
      .updateTable('members')
      .set({ role: change.role })
      .where('workspaceId', '=', change.workspaceId)
      .where('userId', '=', change.userId)
      .execute();
    await withdrawAbove(trx, change, change.role, change.now);
  });
}

/**
 * Takes a member out (or lets him leave), together with the keys that he made and the invitations that he wrote: what he knows must
 * not be a way back in. The last owner cannot go: `conflict`.
 */
export function removeMember(db: Database, removal: Change): Promise<void> {
  return transact(db, async (trx) => {
    await lockMembers(trx, removal.workspaceId);
    if (removal.by !== removal.userId) await requireOwner(trx, removal);
    const member = await getMember(trx, removal);
    if (member.role === 'owner') await requireAnotherOwner(trx, removal);
    await trx
      .deleteFrom('members')
      .where('workspaceId', '=', removal.workspaceId)
      .where('userId', '=', removal.userId)
      .execute();
    await withdraw(trx, removal, [...roles], removal.now);
  });
}

/** One change of members at a time: two owners who demote each other at once would leave none. */
export async function lockMembers(trx: Trx, workspaceId: string): Promise<void> {
  await trx.selectFrom('workspaces').where('id', '=', workspaceId).select('id').forUpdate().execute();
}

async function getMember(trx: Trx, { workspaceId, userId }: Membership): Promise<{ role: Role }> {
  const member = await trx
    .selectFrom('members')
    .where('workspaceId', '=', workspaceId)
    .where('userId', '=', userId)
    .select('role')
    .executeTakeFirst();
  if (member !== undefined) return member;
  throw new AppError(
    'not-found',
    'workspaces.no-such-member',
    'This person is not a member of this workspace. They may have just left.',
  );
}

/** Asked under the lock: who was demoted a moment ago decides nothing more. */
export async function requireOwner(trx: Trx, { workspaceId, by }: Pick<Change, 'workspaceId' | 'by'>): Promise<void> {
  const { role } = await getMember(trx, { workspaceId, userId: by });
  if (role === 'owner') return;
  throw new AppError('forbidden', 'session.role', 'This requires the role owner; yours is {role}.', {
    values: { role },
  });
}

async function requireAnotherOwner(trx: Trx, { workspaceId, userId }: Membership): Promise<void> {
  const other = await trx
    .selectFrom('members')
    .where('workspaceId', '=', workspaceId)
    .where('userId', '!=', userId)
    .where('role', '=', 'owner')
    .select('userId')
    .limit(1)
    .executeTakeFirst();
  if (other !== undefined) return;
  throw new AppError(
    'conflict',
    'workspaces.last-owner',
    'A workspace needs an owner. Make another member an owner first.',
  );
}

/** Revokes the keys of a member that are stronger than this role, and what they invited to, unless they own the workspace. */
export async function withdrawAbove(trx: Trx, member: Membership, role: Role, now: Date): Promise<void> {
  const tooStrong = roles.slice(roles.indexOf(role) + 1);
  if (tooStrong.length > 0) await withdraw(trx, member, tooStrong, now);
}

async function withdraw(trx: Trx, { workspaceId, userId }: Membership, ofRoles: Role[], now: Date): Promise<void> {
  await trx
    .updateTable('apiKeys')
    .set({ revokedAt: now })
    .where('workspaceId', '=', workspaceId)
    .where('createdBy', '=', userId)
    .where('role', 'in', ofRoles)
    .where('revokedAt', 'is', null)
    .execute();
  // only owners may invite: whoever is none any more has no invitations out
  await trx
    .deleteFrom('invitations')
    .where('workspaceId', '=', workspaceId)
    .where('invitedBy', '=', userId)
    .where('acceptedAt', 'is', null)
    .execute();
}
