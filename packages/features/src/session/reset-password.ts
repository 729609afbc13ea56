import { AppError } from '@millrace/contract/app-error';
import type { ResetLinkView, ResetView, resetPasswordInput } from '@millrace/contract/session/session';
import { type Database, type Trx, transact } from '@millrace/db/database';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { hashToken } from './authenticate.ts';
import { checkPassword } from './check-password.ts';
import { findAccount } from './find-account.ts';
import { letters, sendLetter } from './letters.ts';
import { hashPassword } from './passwords.ts';
import { newToken } from './session-tokens.ts';
import { forgetFailures, networkOf, resetThrottle, takeHits } from './throttle.ts';

const resetMs = 24 * 3_600_000;

type Make = { userId: string; madeBy: string | null; now: Date; origin: string };

/**
 * A link that gives an account a new password, once and within a day. Earlier links of the account are no longer valid. The token is
 * behind `#`, which browsers send to nobody.
 */
export async function makeResetLink(db: Database, { userId, madeBy, now, origin }: Make): Promise<ResetLinkView> {
  const token = newToken();
  const row = { tokenHash: hashToken(token), madeBy, createdAt: now, expiresAt: new Date(now.getTime() + resetMs) };
  await db
    .insertInto('passwordResets')
    .values({ userId, ...row })
    .onConflict((conflict) => conflict.column('userId').doUpdateSet(row))
    .execute();
  return { url: `${origin}/reset#${token}`, expiresAt: row.expiresAt.toISOString() };
}

/** By e-mail address, for whoever runs the instance. Throws AppError not-found where nobody has it. */
export async function makeResetLinkFor(
  db: Database,
  { email, now, origin }: { email: string; now: Date; origin: string },
): Promise<ResetLinkView> {
  const user = await findAccount(db, email);
  if (user === undefined) throw new AppError('not-found', 'session.no-account', 'No account has this e-mail address.');
  return makeResetLink(db, { userId: user.id, madeBy: null, now, origin });
}

/** Whose password a link changes. Throws AppError not-found when it was used, has expired or was replaced. */
export async function findReset(db: Database | Trx, token: string, now: Date): Promise<ResetView & { userId: string }> {
  const row = await db
    .selectFrom('passwordResets')
    .innerJoin('users', 'users.id', 'passwordResets.userId')
    .where('passwordResets.tokenHash', '=', hashToken(token))
    .where('passwordResets.expiresAt', '>', now)
    .select(['users.id as userId', 'users.name', 'users.email'])
    .executeTakeFirst();
  if (row !== undefined) return row;
  throw new AppError(
    'not-found',
    'session.reset-over',
    'This link has expired or was already used. Ask whoever gave it to you for a new one.',
  );
}

/** Links of an account that nobody has used yet no longer work: they were made for what it was before. */
export async function dropLinks(trx: Trx, userId: string): Promise<void> {
  await trx.deleteFrom('passwordResets').where('userId', '=', userId).execute();
  await trx.deleteFrom('emailChanges').where('userId', '=', userId).execute();
}

/**
 * Uses a link: the account has the new password and works again if it was deactivated. All its sessions and other links end, and wrong
 * guesses are forgotten. Returns the user's id.
 */
export async function resetPassword(
  services: Services,
  { token, password }: z.output<typeof resetPasswordInput>,
): Promise<string> {
  const { db } = services;
  const now = services.clock();
  await checkPassword(password, await findReset(db, token, now), 'password');
  const passwordHash = await hashPassword(password);
  const { userId, email } = await transact(db, async (trx) => {
    const { userId, email } = await findReset(trx, token, now);
    // two who use it at once: one of them deletes it
    const used = await trx.deleteFrom('passwordResets').where('tokenHash', '=', hashToken(token)).executeTakeFirst();
    if (used.numDeletedRows === 0n) throw new AppError('conflict', 'session.reset-over', 'This link was just used.');
    await trx.updateTable('users').set({ passwordHash, deactivatedAt: null }).where('id', '=', userId).execute();
    await trx.deleteFrom('sessions').where('userId', '=', userId).execute();
    await dropLinks(trx, userId);
    await forgetFailures(trx, { userId, email });
    return { userId, email };
  });
  await sendLetter(services, email, letters.passwordChanged({ url: services.settings.publicUrl ?? '' }));
  return userId;
}

/**
 * Sends a reset link to the account of an address. Whether there is one shows neither in the answer nor in its time: the letter is
 * written after it. Throws `unavailable` without mail, `limited` after ten requests from one network in 15 minutes.
 */
export async function requestReset(services: Services, email: string, address: string): Promise<void> {
  const { db, clock, mail, settings, log } = services;
  const url = settings.publicUrl;
  if (mail === undefined || url === undefined) {
    throw new AppError(
      'unavailable',
      'session.no-mail',
      'This instance sends no mail. Ask an owner of your workspace for a reset link.',
    );
  }
  const now = clock();
  await takeHits(db, [resetThrottle(networkOf(address), 10)], now);
  const send = async () => {
    await takeHits(db, [resetThrottle(email.toLowerCase(), 3)], now);
    const { url: link } = await makeResetLinkFor(db, { email, now, origin: url });
    await sendLetter(services, email, letters.reset({ link, url }));
  };
  void send().catch((err: unknown) => log.info({ err }, 'no reset link was sent'));
}
