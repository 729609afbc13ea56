import type { ApiKeyView } from '@millrace/contract/api-keys/api-keys';
import { AppError } from '@millrace/contract/app-error';
import { type Role, roleAtLeast } from '@millrace/contract/session/session';
import { type Database, transact } from '@millrace/db/database';
import { apiKeyPrefix, hashToken } from '../session/authenticate.ts';
import { newToken } from '../session/session-tokens.ts';

/** Enough to tell keys apart in a list, far too little to guess one. */
const shownLength = 11;
type NewKey = {
  workspaceId: string;
  name: string;
  role: Role;
  expiresAt?: string | null;
  createdBy: string;
  now: Date;
};

/** Makes a key of at most its maker's role. `key` is in this answer only: stored are its beginning and its hash. */
export function createApiKey(db: Database, wish: NewKey): Promise<ApiKeyView & { key: string }> {
  const { workspaceId, name, role, createdBy, now } = wish;
  const expiresAt = wish.expiresAt ? new Date(wish.expiresAt) : null;
  if (expiresAt && expiresAt <= now) {
    const message = 'The expiry time is in the past. Choose a later time.';
    throw new AppError('invalid', 'api-keys.expired', message, { fields: { expiresAt: [message] } });
  }
  const key = `${apiKeyPrefix}${newToken()}`;
  const prefix = key.slice(0, shownLength);
  return transact(db, async (trx) => {
    // held until commit: a member who is being removed cannot leave a key behind
    const maker = await trx
      .selectFrom('members')
      .where('workspaceId', '=', workspaceId)
      .where('userId', '=', createdBy)
      .select('role')
      .forShare()
      .executeTakeFirst();
    if (maker === undefined || !roleAtLeast(maker.role, role)) {
      throw new AppError(
        'forbidden',
        'api-keys.role',
        'A key cannot have a higher role than yours. Choose a lower role.',
      );
    }
    const { id } = await trx
      .insertInto('apiKeys')
      .values({ workspaceId, name, role, createdBy, expiresAt, prefix, keyHash: hashToken(key), createdAt: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const expires = expiresAt?.toISOString() ?? null;
    return { id, key, name, prefix, role, createdAt: now.toISOString(), expiresAt: expires, lastUsedAt: null };
  });
}
