import { AppError } from '@millrace/contract/app-error';
import type { ResetLinkView } from '@millrace/contract/session/session';
import type { Database } from '@millrace/db/database';
import type { Services } from '../services.ts';
import type { Person } from '../session/authenticate.ts';
import { makeResetLink } from '../session/reset-password.ts';

type ResetMember = { workspaceId: string; userId: string; by: Person; origin: string };

/**
 * A link with which a member can set a new password. It opens everything that is the member's, so an owner makes it for people who are
 * in no workspace but the owner's; the owner of the instance for everybody, and nobody else for the owner of the instance.
 */
export async function makeMemberResetLink(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { workspaceId, userId, by, origin }: ResetMember,
): Promise<ResetLinkView> {
  const member = await db
    .selectFrom('members')
    .innerJoin('users', 'users.id', 'members.userId')
    .where('members.workspaceId', '=', workspaceId)
    .where('members.userId', '=', userId)
    .select('users.isAdmin')
    .executeTakeFirst();
  if (member === undefined) {
    throw new AppError('not-found', 'workspaces.no-such-member', 'This person is not a member of this workspace.');
  }
  const mayEnter =
    by.isAdmin || by.userId === userId || (!member.isAdmin && !(await isElsewhere(db, userId, by.userId)));
  if (!mayEnter) {
    throw new AppError(
      'forbidden',
      'workspaces.reset-elsewhere',
      'This person also has workspaces that are not yours, which the link would open. Ask the owner of this instance to make it.',
    );
  }
  return makeResetLink(db, { userId, madeBy: by.userId, now: clock(), origin });
}

/** Whether somebody is in a workspace that `owner` does not own. */
async function isElsewhere(db: Database, userId: string, owner: string): Promise<boolean> {
  const other = await db
    .selectFrom('members')
    .innerJoin('workspaces', 'workspaces.id', 'members.workspaceId')
    .where('members.userId', '=', userId)
    .where('workspaces.deletedAt', 'is', null)
    .where('members.workspaceId', 'not in', (eb) =>
      eb
        .selectFrom('members as own')
        .where('own.userId', '=', owner)
        .where('own.role', '=', 'owner')
        .select('own.workspaceId'),
    )
    .select('members.workspaceId')
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}
