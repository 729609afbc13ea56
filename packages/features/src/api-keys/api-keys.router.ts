import { type ApiKeyView, createApiKeyInput, revokeApiKeyInput } from '@millrace/contract/api-keys/api-keys';
import { AppError } from '@millrace/contract/app-error';
import type { Database } from '@millrace/db/database';
import { inWorkspace, router } from '../trpc.ts';
import { createApiKey } from './create-api-key.ts';

export const apiKeysRouter = router({
  list: inWorkspace('owner').query(({ ctx }) => apiKeysOf(ctx.services.db, ctx.workspaceId)),

  /** The answer's `key` is shown this once. */
  create: inWorkspace('owner', 'confirmed')
    .input(createApiKeyInput)
    .mutation(({ ctx: { services, caller }, input }) => {
      return createApiKey(services.db, { ...input, createdBy: caller.userId, now: services.clock() });
    }),

  revoke: inWorkspace('owner', 'person')
    .input(revokeApiKeyInput)
    .mutation(async ({ ctx: { services, workspaceId }, input }) => {
      const revoked = await services.db
        .updateTable('apiKeys')
        .set({ revokedAt: services.clock() })
        .where('workspaceId', '=', workspaceId)
        .where('id', '=', input.apiKeyId)
        .where('revokedAt', 'is', null)
        .executeTakeFirst();
      if (revoked.numUpdatedRows === 0n) {
        throw new AppError('not-found', 'api-keys.not-found', 'This key does not exist or was already revoked.');
      }
      return { revoked: true };
    }),
});

/** Keys that were not revoked, the newest first. */
async function apiKeysOf(db: Database, workspaceId: string): Promise<ApiKeyView[]> {
  const rows = await db
    .selectFrom('apiKeys')
    .where('workspaceId', '=', workspaceId)
    .where('revokedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .select(['id', 'name', 'prefix', 'role', 'createdAt', 'expiresAt', 'lastUsedAt'])
    .execute();
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  }));
}
