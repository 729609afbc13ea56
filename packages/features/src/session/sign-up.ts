import { AppError } from '@millrace/contract/app-error';
import type { signUpInput } from '@millrace/contract/session/session';
import { type Database, type Trx, transact } from '@millrace/db/database';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { hashToken } from './authenticate.ts';
import { checkPassword } from './check-password.ts';
import { findAccount } from './find-account.ts';
import { hashPassword } from './passwords.ts';
import { signUpThrottle, takeHits } from './throttle.ts';

/** Who may sign up now: only the first account, anybody, or those who were invited. */
export type Registration = 'first' | 'open' | 'closed';
type SignUp = z.output<typeof signUpInput>;

export async function findRegistration({ db, settings }: Pick<Services, 'db' | 'settings'>): Promise<Registration> {
  if (!(await anyAccount(db))) return 'first';
  return settings.openRegistration ? 'open' : 'closed';
}

/**
 * Makes an account; the first one ever owns the instance. With an invitation for this e-mail address the account also joins the
 * workspace that it invites to. Returns the new user's id. Throws `limited` after too many tries from one address.
 */
export async function signUp(
  services: Pick<Services, 'db' | 'settings' | 'clock'>,
  input: SignUp,
  address: string,
): Promise<string> {
  const { db, settings } = services;
  const now = services.clock();
  // refused ones count too: each tells whether an address has an account here, or costs a hash
  await takeHits(db, [signUpThrottle(address, settings.signUpLimit)], now);
  // asked again under the lock below; here it spares the hashing for those who will be refused anyhow
  if (await anyAccount(db)) await requireWayIn(db, settings.openRegistration, input, now);
  await checkPassword(input.password, input, 'password');
  const passwordHash = await hashPassword(input.password);
  return transact(db, async (trx) => {
    // two first sign-ups at once must not give two owners
    await lockAccounts(trx);
    const isFirst = !(await anyAccount(trx));
    if (!isFirst) await requireWayIn(trx, settings.openRegistration, input, now);
    if (await findAccount(trx, input.email))
      throw emailTaken('An account with this e-mail address already exists. Sign in instead.');
    const { id } = await trx
      .insertInto('users')
      .values({ name: input.name, email: input.email, passwordHash, isAdmin: isFirst, createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    await useInvitation(trx, input, id, now);
    return id;
  });
}

/** One change at a time of who has which address. */
export async function lockAccounts(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('millrace.sign-up'))`.execute(trx);
}

export const emailTaken = (message: string): AppError =>
  new AppError('conflict', 'session.email-taken', message, {
    fields: { email: ['An account with this e-mail address already exists'] },
  });

async function anyAccount(db: Database | Trx): Promise<boolean> {
  return (await db.selectFrom('users').select('id').limit(1).executeTakeFirst()) !== undefined;
}

const openInvitation = (db: Database | Trx, { invitation, email }: SignUp, now: Date) =>
  db
    .selectFrom('invitations')
    .where('tokenHash', '=', hashToken(invitation ?? ''))
    .where(sql<string>`lower(email)`, '=', email.toLowerCase())
    .where('acceptedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where('workspaceId', 'in', db.selectFrom('workspaces').where('deletedAt', 'is', null).select('id'));

async function requireWayIn(db: Database | Trx, open: boolean, input: SignUp, now: Date): Promise<void> {
  if (input.invitation !== undefined) {
    if (await openInvitation(db, input, now).select('id').executeTakeFirst()) return;
    throw new AppError(
      'forbidden',
      'session.invitation-invalid',
      'This invitation has expired or was sent to another e-mail address. Use the invited address or ask for a new invitation.',
    );
  }
  if (open) return;
  throw new AppError(
    'forbidden',
    'session.registration-closed',
    'You need an invitation to create an account. Ask an owner of a workspace for one.',
  );
}

async function useInvitation(trx: Trx, input: SignUp, userId: string, now: Date): Promise<void> {
  if (input.invitation === undefined) return;
  const invitation = await openInvitation(trx, input, now).select(['id', 'workspaceId', 'role']).executeTakeFirst();
  if (invitation === undefined) return;
  await trx.updateTable('invitations').set({ acceptedAt: now }).where('id', '=', invitation.id).execute();
  await trx
    .insertInto('members')
    .values({ workspaceId: invitation.workspaceId, userId, role: invitation.role, createdAt: now })
    .execute();
}
