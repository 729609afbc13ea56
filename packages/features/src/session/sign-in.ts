import { AppError } from '@millrace/contract/app-error';
import type { signInInput } from '@millrace/contract/session/session';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { knownDevice } from './known-device.ts';
import { verifyPassword } from './passwords.ts';
import {
  accountThrottle,
  addressThrottle,
  clearThrottle,
  deviceThrottle,
  everywhereThrottle,
  returnHit,
  takeHits,
} from './throttle.ts';

/** From where somebody signs in. `deviceMark`: what the browser brought as its mark. */
type From = { address: string; deviceMark: string | undefined };

/**
 * The user id for an e-mail address and its password. Unknown account and wrong password are one answer, after the same work.
 * Throws `limited` after too many failures: of the account from one network, of the account from everywhere, or of one network. A
 * browser in which the account was signed in before counts by itself, so that nobody can lock its owner out.
 */
export async function signIn(
  { db, clock, settings }: Pick<Services, 'db' | 'clock' | 'settings'>,
  input: z.output<typeof signInInput>,
  { address, deviceMark }: From,
): Promise<string> {
  const now = clock();
  const user = await db
    .selectFrom('users')
    .where(sql<string>`lower(email)`, '=', input.email.toLowerCase())
    .select(['id', 'passwordHash', 'deactivatedAt'])
    .executeTakeFirst();
  const device = knownDevice(settings.secret, user?.id, deviceMark);
  const ofAddress = addressThrottle(address);
  const ofAccount = accountThrottle(input.email, address);
  const everywhere = everywhereThrottle(input.email);
  const throttles = device ? [deviceThrottle(device)] : [ofAddress, ofAccount, everywhere];
  await takeHits(db, throttles, now);
  const matches = await verifyPassword(user?.passwordHash, input.password);
  if (user === undefined || !matches) {
    throw new AppError('unauthenticated', 'session.wrong', 'The e-mail address or password is wrong.');
  }
  if (user.deactivatedAt !== null) {
    throw new AppError(
      'forbidden',
      'session.deactivated',
      'This account was deactivated. The owner of this instance can bring it back with a reset link.',
    );
  }
  if (device) await clearThrottle(db, deviceThrottle(device), now);
  else {
    await clearThrottle(db, ofAccount, now);
    await Promise.all([returnHit(db, ofAddress), returnHit(db, everywhere)]);
  }
  return user.id;
}
