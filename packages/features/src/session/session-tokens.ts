import { randomBytes } from 'node:crypto';
import type { Database, Trx } from '@millrace/db/database';
import { hashToken, sessionEnd } from './authenticate.ts';

/** The cookie may outlive the session, whose row decides; browsers cap cookies at 400 days. */
const cookieMs = 400 * 24 * 3_600_000;
const maxUserAgent = 300;

/** 256 random bits as text for links, cookies and keys. Only its hash is ever stored. */
export const newToken = (): string => randomBytes(32).toString('base64url');

/** Starts a session and returns its token, which exists nowhere else. */
export async function startSession(
  db: Database | Trx,
  { userId, userAgent, now }: { userId: string; userAgent: string; now: Date },
): Promise<{ token: string; cookieExpiresAt: Date }> {
  const token = newToken();
  await db
    .insertInto('sessions')
    .values({
      userId,
      tokenHash: hashToken(token),
      userAgent: userAgent.slice(0, maxUserAgent),
      createdAt: now,
      lastSeenAt: now,
      confirmedAt: now,
      expiresAt: sessionEnd(now, now),
    })
    .execute();
  return { token, cookieExpiresAt: new Date(now.getTime() + cookieMs) };
}

/** Ends a session of that user. False when there is none. */
export async function endSession(db: Database, { userId, sessionId }: { userId: string; sessionId: string }) {
  const ended = await db
    .deleteFrom('sessions')
    .where('id', '=', sessionId)
    .where('userId', '=', userId)
    .executeTakeFirst();
  return ended.numDeletedRows > 0n;
}

/** Ends every session of that user but one, e.g. after a change of the password. Returns how many ended. */
export async function endOtherSessions(
  db: Database | Trx,
  { userId, sessionId }: { userId: string; sessionId: string },
) {
  const ended = await db
    .deleteFrom('sessions')
    .where('userId', '=', userId)
    .where('id', '!=', sessionId)
    .executeTakeFirst();
  return Number(ended.numDeletedRows);
}

/** Sessions that are over are of no more use to anybody. */
export async function dropExpiredSessions(db: Database, userId: string, now: Date): Promise<void> {
  await db.deleteFrom('sessions').where('userId', '=', userId).where('expiresAt', '<=', now).execute();
}
