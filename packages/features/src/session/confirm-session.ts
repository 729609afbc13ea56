import { AppError } from '@millrace/contract/app-error';
import { confirmedForMs } from '@millrace/contract/session/session';
import type { Database } from '@millrace/db/database';
import type { Services } from '../services.ts';
import type { Person } from './authenticate.ts';
import { verifyPassword } from './passwords.ts';
import { clearThrottle, confirmThrottle, takeHits } from './throttle.ts';

/**
 * Holds a person who is signed in to their password, e.g. before it is changed. Throws `forbidden` for a wrong one (who asks is known:
 * the session stays), `limited` after ten wrong ones in 15 minutes.
 */
export async function requirePassword(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { userId }: Pick<Person, 'userId'>,
  password: string,
  field: string,
): Promise<void> {
  const now = clock();
  const throttle = confirmThrottle(userId);
  await takeHits(db, [throttle], now);
  const user = await db.selectFrom('users').where('id', '=', userId).select('passwordHash').executeTakeFirst();
  if (!(await verifyPassword(user?.passwordHash, password))) {
    throw new AppError('forbidden', 'session.wrong-password', 'The password is wrong.', {
      fields: { [field]: ['The password is wrong'] },
    });
  }
  await clearThrottle(db, throttle, now);
}

/** Notes that the password of this session was typed just now. */
export async function markConfirmed(db: Database, { sessionId }: Pick<Person, 'sessionId'>, now: Date): Promise<void> {
  await db.updateTable('sessions').set({ confirmedAt: now }).where('id', '=', sessionId).execute();
}

/**
 * Holds a person to a password typed within the last ten minutes, before what outlives a session is made: keys, members, endpoints,
 * exports. A page asks for it and calls again. Asked of the row: a connection outlives what its session was when it began.
 */
export async function requireConfirmed(
  { db, clock }: Pick<Services, 'db' | 'clock'>,
  { sessionId }: Pick<Person, 'sessionId'>,
): Promise<void> {
  const since = new Date(clock().getTime() - confirmedForMs);
  const session = await db
    .selectFrom('sessions')
    .where('id', '=', sessionId)
    .where('confirmedAt', '>=', since)
    .select('id')
    .executeTakeFirst();
  if (session !== undefined) return;
  throw new AppError('forbidden', 'session.confirm', 'Enter your password to confirm that it is you, then try again.');
}
