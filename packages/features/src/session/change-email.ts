import { AppError } from '@millrace/contract/app-error';
import type { changeEmailInput, EmailChangeView } from '@millrace/contract/session/session';
import { type Trx, transact } from '@millrace/db/database';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { hashToken, type Person } from './authenticate.ts';
import { requirePassword } from './confirm-session.ts';
import { findAccount } from './find-account.ts';
import { letters, sendLetter } from './letters.ts';
import { dropLinks } from './reset-password.ts';
import { newToken } from './session-tokens.ts';
import { emailTaken, lockAccounts } from './sign-up.ts';
import { emailChangeThrottle, takeHits } from './throttle.ts';

const confirmMs = 24 * 3_600_000;

/**
 * Gives an account another e-mail address. Where mail is set up the address counts once the link that is sent there was opened;
 * without mail nobody can confirm it, and it counts immediately. Throws `forbidden` for a wrong password, `conflict` for an address that another
 * account has, `limited` after ten addresses in 15 minutes, `unavailable` when the letter could not be sent.
 */
export async function changeEmail(
  services: Services,
  person: Person,
  { currentPassword, email }: z.output<typeof changeEmailInput>,
): Promise<EmailChangeView> {
  const { db, clock, mail, settings } = services;
  await requirePassword(services, person, currentPassword, 'currentPassword');
  await takeHits(db, [emailChangeThrottle(person.userId)], clock());
  if (mail === undefined || settings.publicUrl === undefined) {
    await transact(db, (trx) => setEmail(trx, person.userId, email));
    return { email, confirmed: true };
  }
  await transact(db, (trx) => requireFree(trx, person.userId, email));
  const token = newToken();
  const row = { email, tokenHash: hashToken(token), expiresAt: new Date(clock().getTime() + confirmMs) };
  await db
    .insertInto('emailChanges')
    .values({ userId: person.userId, ...row })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(row))
    .execute();
  const link = `${settings.publicUrl}/confirm-email#${token}`;
  if (await sendLetter(services, email, letters.confirmEmail({ link, url: settings.publicUrl }))) {
    return { email, confirmed: false };
  }
  throw new AppError(
    'unavailable',
    'session.mail',
    'The letter to the new address could not be sent. Try again later.',
  );
}

/** Uses the link: the address counts from now on, and the old one is told. Throws AppError not-found when the link is over. */
export async function confirmEmail(services: Services, token: string): Promise<EmailChangeView> {
  const { db, clock, settings } = services;
  const { email, old } = await transact(db, async (trx) => {
    const change = await trx
      .deleteFrom('emailChanges')
      .where('tokenHash', '=', hashToken(token))
      .where('expiresAt', '>', clock())
      .returning(['userId', 'email'])
      .executeTakeFirst();
    if (change === undefined) {
      const message = 'This link has expired or was already used. Change the address again under Settings → Account.';
      throw new AppError('not-found', 'session.confirmation-over', message);
    }
    return { email: change.email, old: await setEmail(trx, change.userId, change.email) };
  });
  await sendLetter(services, old, letters.emailChanged({ email, url: settings.publicUrl ?? '' }));
  return { email, confirmed: true };
}

async function requireFree(trx: Trx, userId: string, email: string): Promise<void> {
  const owner = await findAccount(trx, email);
  if (owner !== undefined && owner.id !== userId)
    throw emailTaken('An account with this e-mail address already exists.');
}

/** Returns the address that the account had. */
async function setEmail(trx: Trx, userId: string, email: string): Promise<string> {
  await lockAccounts(trx);
  await requireFree(trx, userId, email);
  const { email: old } = await trx
    .selectFrom('users')
    .where('id', '=', userId)
    .select('email')
    .executeTakeFirstOrThrow();
  await trx.updateTable('users').set({ email }).where('id', '=', userId).execute();
  await dropLinks(trx, userId);
  return old;
}
