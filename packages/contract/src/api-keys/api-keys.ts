import { z } from 'zod';
import { nameInput as name, type Role, roleInput } from '../session/session.ts';

export const createApiKeyInput = z.object({
  workspaceId: z.uuid(),
  name,
  role: roleInput,
  /** ISO time after which the key is refused; none: until it is revoked. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});
export const revokeApiKeyInput = z.object({ workspaceId: z.uuid(), apiKeyId: z.uuid() });

export type ApiKeyView = {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
};
