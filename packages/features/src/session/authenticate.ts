import { createHash } from 'node:crypto';
import { AppError } from '@millrace/contract/app-error';
import type { LanguageChoice } from '@millrace/contract/session/language';
import { type Role, roleAtLeast } from '@millrace/contract/session/session';
import type { Database } from '@millrace/db/database';

/** Who asks: a person with a session, or an internal tool with the key of one workspace. */
export type Caller =
  | ({
      kind: 'user';
      userId: string;
      sessionId: string;
      name: string;
      email: string;
      isAdmin: boolean;
      expiresAt: Date;
    } & LanguageChoice)
  | { kind: 'key'; apiKeyId: string; workspaceId: string; role: Role; userId: null; createdBy: string | null };

/** Somebody with a session. */
export type Person = Extract<Caller, { kind: 'user' }>;

/** What a request shows of itself. A bearer key wins over a cookie, so that a tool's rights never depend on a browser's. */
export type Credentials = { sessionToken?: string; authorization?: string };

export const apiKeyPrefix = 'mr_';
const dayMs = 24 * 3_600_000;
/** A session ends this long after it was last used… */
export const sessionMs = 30 * dayMs;
/** …and this long after it began, however much it is used. */
export const longestSessionMs = 180 * dayMs;
/** When a session that began at `createdAt` and is used now ends. */
export const sessionEnd = (createdAt: Date, now: Date): Date =>
  new Date(Math.min(now.getTime() + sessionMs, createdAt.getTime() + longestSessionMs));
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

const keyForm = /^mr_[\w-]{20,200}$/;
/** The name of the scheme is read in any case, as RFC 9110 says. */
const bearerToken = (authorization = ''): string | undefined => /^bearer +(.*)$/i.exec(authorization)?.[1]?.trimEnd();

/** The one function that every carrier goes through. Null: nobody; what is wrong with a credential is not told. */
export async function authenticate(db: Database, credentials: Credentials, now: Date): Promise<Caller | null> {
  // any other scheme is not ours: a proxy in front may ask for its own password
  const token = bearerToken(credentials.authorization);
  if (token !== undefined) return keyForm.test(token) ? findKeyCaller(db, token, now) : null;
  return credentials.sessionToken === undefined ? null : findSessionCaller(db, credentials.sessionToken, now);
}

async function findSessionCaller(db: Database, token: string, now: Date): Promise<Caller | null> {
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.userId')
    .where('sessions.tokenHash', '=', hashToken(token))
    .where('sessions.expiresAt', '>', now)
    .select([
      'sessions.id as sessionId',
      'sessions.expiresAt',
      'sessions.lastSeenAt',
      'sessions.createdAt',
      'users.id as userId',
      'users.name',
      'users.email',
      'users.isAdmin',
      'users.locale',
      'users.timeZone',
    ])
    .executeTakeFirst();
  if (row === undefined) return null;
  const { lastSeenAt, createdAt, ...caller } = row;
  // one write a minute at most, so that reading pages does not write rows
  if (now.getTime() - lastSeenAt.getTime() > 60_000) {
    const expiresAt = sessionEnd(createdAt, now);
    // one that was cut short in between is not brought back
    await db
      .updateTable('sessions')
      .set({ lastSeenAt: now, expiresAt })
      .where('id', '=', row.sessionId)
      .where('expiresAt', '>', now)
      .execute();
    return { kind: 'user', ...caller, expiresAt };
  }
  return { kind: 'user', ...caller };
}

async function findKeyCaller(db: Database, key: string, now: Date): Promise<Caller | null> {
  const row = await db
    .selectFrom('apiKeys')
    .where('keyHash', '=', hashToken(key))
    .where('revokedAt', 'is', null)
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
    .select(['id', 'workspaceId', 'role', 'lastUsedAt', 'createdBy'])
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.lastUsedAt === null || now.getTime() - row.lastUsedAt.getTime() > 60_000) {
    await db.updateTable('apiKeys').set({ lastUsedAt: now }).where('id', '=', row.id).execute();
  }
  const { id, workspaceId, role, createdBy } = row;
  return { kind: 'key', apiKeyId: id, workspaceId, role, userId: null, createdBy };
}

/**
 * The caller's role in a workspace, or undefined outside it; a deleted one has nobody inside. In the instance itself (null) its owner
 * has every right and nobody else has any.
 */
export async function findRole(db: Database, caller: Caller, workspaceId: string | null): Promise<Role | undefined> {
  if (workspaceId === null) return (await ownsInstance(db, caller)) ? 'owner' : undefined;
  const there = db.selectFrom('workspaces').where('workspaces.id', '=', workspaceId).where('deletedAt', 'is', null);
  if (caller.kind === 'key') {
    if (caller.workspaceId !== workspaceId) return undefined;
    return (await there.select('id').executeTakeFirst()) && caller.role;
  }
  const member = await there
    .innerJoin('members', 'members.workspaceId', 'workspaces.id')
    .where('members.userId', '=', caller.userId)
    .select('members.role')
    .executeTakeFirst();
  return member?.role;
}

/** Asked of the row: a stream outlives what its caller was when it began. */
async function ownsInstance(db: Database, caller: Caller): Promise<boolean> {
  if (caller.kind === 'key') return false;
  const row = await db.selectFrom('users').where('id', '=', caller.userId).select('isAdmin').executeTakeFirst();
  return row?.isAdmin === true;
}

/**
 * Holds a caller to a role in a workspace, or in the instance itself (null). Nobody is *unauthenticated*; a stranger finds nothing, as if the workspace did not exist; a member
 * whose role is too weak is *forbidden*, since he knows that it exists.
 */
export async function requireRole(
  db: Database,
  caller: Caller | null,
  workspaceId: string | null | undefined,
  role: Role,
): Promise<Caller> {
  if (caller === null) throw new AppError('unauthenticated', 'session.required', 'Sign in to continue.');
  const has = workspaceId === undefined ? undefined : await findRole(db, caller, workspaceId);
  if (has === undefined) throw nothingThere();
  if (!roleAtLeast(has, role)) {
    throw new AppError(
      'forbidden',
      'session.role',
      'This requires the role {role}; yours is {has}. An owner of the workspace can change it.',
      { values: { role, has } },
    );
  }
  return caller;
}

/** What is unknown and what is not for the caller look alike. */
export const nothingThere = (): AppError =>
  new AppError('not-found', 'not-found', 'This does not exist, or you do not have access to it.');

/** Whether the session or the key that a caller came with is still good. */
export async function credentialHolds(
  { db, clock }: { db: Database; clock: () => Date },
  caller: Caller,
): Promise<boolean> {
  const now = clock();
  const row =
    caller.kind === 'user'
      ? await db
          .selectFrom('sessions')
          .select('id')
          .where('id', '=', caller.sessionId)
          .where('expiresAt', '>', now)
          .executeTakeFirst()
      : await db
          .selectFrom('apiKeys')
          .select('id')
          .where('id', '=', caller.apiKeyId)
          .where('revokedAt', 'is', null)
          .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]))
          .executeTakeFirst();
  return row !== undefined;
}

/**
 * Holds a caller to his role again while something long runs: fails once the session ended, the key was revoked or the membership
 * is gone. Asked every few seconds by every stream, so that withdrawn rights end it.
 */
export async function stillHolds(
  services: { db: Database; clock: () => Date },
  caller: Caller,
  workspaceId: string | null,
  role: Role,
): Promise<void> {
  const holds = await credentialHolds(services, caller);
  await requireRole(services.db, holds ? caller : null, workspaceId, role);
}
