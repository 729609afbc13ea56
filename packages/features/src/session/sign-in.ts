import { AppError } from '@millrace/contract/app-error';
import type { signInInput } from '@millrace/contract/session/session';
import { sql } from 'kysely';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { verifyPassword } from './passwords.ts';
import { accountThrottle, addressThrottle, clearThrottle, returnHit, takeHits } from './throttle.ts';

/**
 * The user id for an e-mail address and its password. Unknown account and wrong password are one answer, after the same work.
 * Throws `limited` after too many failures of the account or of the address.
 */
export async function signIn(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  input: z.output<typeof signInInput>,
  address: string,
): Promise<string> {
  const now = clock();
  const ofAddress = addressThrottle(address);
  const ofAccount = accountThrottle(input.email);
  await takeHits(db, [ofAddress, ofAccount], now);
  const user = await db
    .selectFrom('users')
    .where(sql<string>`lower(email)`, '=', input.email.toLowerCase())
    .select(['id', 'passwordHash'])
    .executeTakeFirst();
  const matches = await verifyPassword(user?.passwordHash, input.password);
  if (user === undefined || !matches) {
    throw new AppError('unauthenticated', 'session.wrong', 'The e-mail address or password is wrong.');
  }
  await clearThrottle(db, ofAccount, now);
  await returnHit(db, ofAddress);
  return user.id;
}
