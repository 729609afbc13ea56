import { z } from 'zod';
import { timeZoneInput } from '../session/language.ts';
import { email, nameInput as name, type Role, roleInput } from '../session/session.ts';

/** `timeZone`: where its day begins; UTC if left out. */
export const createWorkspaceInput = z.object({ name, timeZone: timeZoneInput.default('UTC') });
export const workspaceInput = z.object({ workspaceId: z.uuid() });
export const renameWorkspaceInput = z.object({
  workspaceId: z.uuid(),
  name,
  /** What it is for; left out: as it was. */
  description: z.string().trim().max(500, 'Use at most 500 characters').optional(),
  /** Where its day begins; left out: as it was. */
  timeZone: timeZoneInput.optional(),
});
export const maxInstructionsLength = 4_000;
/** What a workspace wants of every answer; empty: nothing. */
export const instructionsInput = z.object({
  workspaceId: z.uuid(),
  instructions: z
    .string()
    .trim()
    .max(maxInstructionsLength, `Use at most ${maxInstructionsLength.toLocaleString('en')} characters`),
});
export const inviteMemberInput = z.object({ workspaceId: z.uuid(), email, role: roleInput });
export const changeMemberInput = z.object({ workspaceId: z.uuid(), userId: z.uuid(), role: roleInput });
export const removeMemberInput = z.object({ workspaceId: z.uuid(), userId: z.uuid() });
export const transferWorkspaceInput = z.object({ workspaceId: z.uuid(), userId: z.uuid() });
export const resetLinkInput = z.object({ workspaceId: z.uuid(), userId: z.uuid() });
export const invitationInput = z.object({ token: z.string().min(20).max(200) });
export const revokeInvitationInput = z.object({ workspaceId: z.uuid(), invitationId: z.uuid() });

export type WorkspaceView = {
  id: string;
  name: string;
  description: string;
  /** Where its day begins: limits of a day and filters by day go by it. */
  timeZone: string;
  role: Role;
  createdAt: string;
};
/** `goneAt`: until then its owners can restore it. */
export type DeletedWorkspaceView = { id: string; name: string; deletedAt: string; goneAt: string };
export type MemberView = { userId: string; name: string; email: string; role: Role; joinedAt: string };
/** `token`: of the link, held by this answer alone. `mailed`: the invited person was sent it. */
export type MadeInvitationView = InvitationView & { token: string; mailed: boolean };
export type InvitationView = { id: string; email: string; role: Role; expiresAt: string; createdAt: string };
