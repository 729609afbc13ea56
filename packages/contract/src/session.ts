import { z } from 'zod';

/** From weak to strong; a role may do what every weaker one may. Analysts run work and chat, editors also change knowledge, owners also change people and keys. */
export const roles = ['viewer', 'analyst', 'editor', 'owner'] as const;
export type Role = (typeof roles)[number];
export const roleInput = z.enum(roles);
export const roleAtLeast = (has: Role, needs: Role): boolean => roles.indexOf(has) >= roles.indexOf(needs);

const email = z.string().trim().max(254).pipe(z.email('Enter an e-mail address such as ada@example.org'));
const name = z.string().trim().min(1, 'Enter a name').max(100);
/** Length is the rule that helps (NIST 800-63B); the upper bound keeps hashing affordable. */
const password = z.string().min(12, 'Use at least 12 characters').max(200, 'Use at most 200 characters');

export const signUpInput = z.object({ name, email, password, invitation: z.string().max(200).optional() });
export const signInInput = z.object({ email, password: z.string().min(1, 'Enter your password').max(200) });

export const createWorkspaceInput = z.object({ name });
export const workspaceInput = z.object({ workspaceId: z.uuid() });
export const renameWorkspaceInput = z.object({
  workspaceId: z.uuid(),
  name,
  /** What it is for; left out: as it was. */
  description: z.string().trim().max(500, 'At most 500 characters').optional(),
});
export const maxInstructionsLength = 4_000;
/** What a workspace wants of every answer; empty: nothing. */
export const instructionsInput = z.object({
  workspaceId: z.uuid(),
  instructions: z
    .string()
    .trim()
    .max(maxInstructionsLength, `At most ${maxInstructionsLength.toLocaleString('en')} characters`),
});
export const inviteMemberInput = z.object({ workspaceId: z.uuid(), email, role: roleInput });
export const changeMemberInput = z.object({ workspaceId: z.uuid(), userId: z.uuid(), role: roleInput });
export const removeMemberInput = z.object({ workspaceId: z.uuid(), userId: z.uuid() });
export const invitationInput = z.object({ token: z.string().min(20).max(200) });
export const revokeInvitationInput = z.object({ workspaceId: z.uuid(), invitationId: z.uuid() });
export const revokeSessionInput = z.object({ sessionId: z.uuid() });

export const createApiKeyInput = z.object({
  workspaceId: z.uuid(),
  name,
  role: roleInput,
  /** ISO time after which the key is refused; none: until it is revoked. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});
export const revokeApiKeyInput = z.object({ workspaceId: z.uuid(), apiKeyId: z.uuid() });

export type UserView = { id: string; name: string; email: string; isAdmin: boolean };
export type WorkspaceView = { id: string; name: string; description: string; role: Role; createdAt: string };
/** `goneAt`: until then its owners can restore it. */
export type DeletedWorkspaceView = { id: string; name: string; deletedAt: string; goneAt: string };
export type MemberView = { userId: string; name: string; email: string; role: Role; joinedAt: string };
export type InvitationView = { id: string; email: string; role: Role; expiresAt: string; createdAt: string };
export type ApiKeyView = {
  id: string;
  name: string;
  prefix: string;
  role: Role;
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
};
export type SessionView = { id: string; current: boolean; userAgent: string; createdAt: string; lastSeenAt: string };
