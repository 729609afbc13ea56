import { AppError } from '@millrace/contract/app-error';
import type { Role } from '@millrace/contract/session/session';
import type { InvitationView, MadeInvitationView, WorkspaceView } from '@millrace/contract/workspaces/workspaces';
import { type Database, transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { Services } from '../services.ts';
import { hashToken, type Person } from '../session/authenticate.ts';
import { letters, sendLetter } from '../session/letters.ts';
import { newToken } from '../session/session-tokens.ts';
import { inviteThrottle, takeHits } from '../session/throttle.ts';
import { getWorkspace, isMember } from './workspaces.queries.ts';

const invitationMs = 7 * 24 * 3_600_000;
type Invite = { workspaceId: string; email: string; role: Role; by: Pick<Person, 'userId' | 'name'>; now: Date };

/**
 * Invites an e-mail address for seven days, by a letter where mail is set up. The token, which only this answer holds, goes into the
 * link that the owner can also pass on. Of letters, 50 a person and 5 an address are sent in 15 minutes; further invitations come without one. An earlier open invitation of the same address is replaced.
 */
export async function inviteMember(services: Services, invite: Invite): Promise<MadeInvitationView> {
  const token = newToken();
  const made = await makeInvitation(services.db, invite, token);
  return { ...made, token, mailed: await mailInvitation(services, invite, token) };
}

async function mailInvitation(services: Services, invite: Invite, token: string): Promise<boolean> {
  const { workspaceId, email, by } = invite;
  const url = services.settings.publicUrl;
  if (services.mail === undefined || url === undefined || !(await mayWrite(services.db, invite))) return false;
  const { name: workspace } = await getWorkspace(services.db, workspaceId, 'owner');
  const link = `${url}/join#${token}`;
  return sendLetter(services, email, letters.invitation({ workspace, by: by.name, link, url }));
}

/** Anybody can have a workspace and invite to it: nobody floods strangers with our letters. */
async function mayWrite(db: Database, { email, by, now }: Invite): Promise<boolean> {
  try {
    await takeHits(db, [inviteThrottle(by.userId, 50), inviteThrottle(email.toLowerCase(), 5)], now);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'limited') return false;
    throw error;
  }
}

function makeInvitation(db: Database, invite: Invite, token: string): Promise<InvitationView> {
  const { workspaceId, email, role, now } = invite;
  const invitedBy = invite.by.userId;
  return transact(db, async (trx) => {
    // held until commit: an owner who is being removed cannot leave an invitation behind
    const inviter = await trx
      .selectFrom('members')
      .where('workspaceId', '=', workspaceId)
      .where('userId', '=', invitedBy)
      .where('role', '=', 'owner')
      .select('userId')
      .forShare()
      .executeTakeFirst();
    if (inviter === undefined) throw new AppError('forbidden', 'session.role', 'This requires the role owner.');
    if (await isMember(trx, workspaceId, email)) {
      throw new AppError('conflict', 'workspaces.already-member', '{email} is already a member of this workspace.', {
        values: { email },
      });
    }
    await trx
      .deleteFrom('invitations')
      .where('workspaceId', '=', workspaceId)
      .where(sql<string>`lower(email)`, '=', email.toLowerCase())
      .where('acceptedAt', 'is', null)
      .execute();
    const expiresAt = new Date(now.getTime() + invitationMs);
    const { id } = await trx
      .insertInto('invitations')
      .values({ workspaceId, email, role, invitedBy, tokenHash: hashToken(token), createdAt: now, expiresAt })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { id, email, role, expiresAt: expiresAt.toISOString(), createdAt: now.toISOString() };
  });
}

export const invitationOver = () =>
  new AppError(
    'not-found',
    'workspaces.invitation-over',
    'This invitation is no longer valid. Ask the person who invited you for a new one.',
  );

type Accept = { token: string; user: { userId: string; email: string }; now: Date };

/** Brings the user into the workspace that invited his e-mail address; who is a member already keeps his role. */
export function acceptInvitation(db: Database, { token, user, now }: Accept): Promise<WorkspaceView> {
  return transact(db, async (trx) => {
    const invitation = await trx
      .updateTable('invitations')
      .set({ acceptedAt: now })
      .where('tokenHash', '=', hashToken(token))
      .where('acceptedAt', 'is', null)
      .where('expiresAt', '>', now)
      .where('workspaceId', 'in', (eb) =>
        eb.selectFrom('workspaces').where('deletedAt', 'is', null).select('workspaces.id'),
      )
      .returning(['workspaceId', 'email', 'role'])
      .executeTakeFirst();
    if (invitation === undefined) throw invitationOver();
    if (invitation.email.toLowerCase() !== user.email.toLowerCase()) {
      // thrown inside the transaction, so that the invitation stays open for whom it is meant
      throw new AppError(
        'forbidden',
        'workspaces.invitation-for-another',
        'This invitation is for {invited}; you are signed in as {email}. Sign in with the invited address.',
        { values: { invited: invitation.email, email: user.email } },
      );
    }
    const { workspaceId } = invitation;
    await trx
      .insertInto('members')
      .values({ workspaceId, userId: user.userId, role: invitation.role, createdAt: now })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const member = await trx
      .selectFrom('members')
      .where('workspaceId', '=', workspaceId)
      .where('userId', '=', user.userId)
      .select('role')
      .executeTakeFirstOrThrow();
    return getWorkspace(trx, workspaceId, member.role);
  });
}
