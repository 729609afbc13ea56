import { z } from 'zod';
import type { LanguageChoice } from './language.ts';
import { roles } from './roles.ts';

export { type Role, roleAtLeast, roles } from './roles.ts';
export const roleInput = z.enum(roles);

export const email = z.string().trim().max(254).pipe(z.email('Enter an e-mail address such as ada@example.org'));
/** What has no shape, or turns the direction in which others' text is read. */
const unshown = /[\p{Cc}\p{Zl}\p{Zp}\u200b\u200e\u200f\u061c\u202a-\u202e\u2060-\u206f\ufeff]/gu;
/** What a person, a workspace or a key is called: one visible line, since it stands in lists and in letters to others. */
export const nameInput = z
  .string()
  .overwrite((name) => name.toWellFormed().replace(/\s+/gu, ' ').replace(unshown, ''))
  .trim()
  .min(1, 'Enter a name')
  .max(100, 'Use at most 100 characters');
/** Length is the rule that helps (NIST 800-63B); the upper bound keeps hashing affordable. */
const password = z.string().min(12, 'Use at least 12 characters').max(200, 'Use at most 200 characters');

/** What a person types to prove that it is them; any length that was ever allowed. */
const typedPassword = z.string().min(1, 'Enter your password').max(200);

export const signUpInput = z.object({ name: nameInput, email, password, invitation: z.string().max(200).optional() });
export const signInInput = z.object({ email, password: typedPassword });

export const changeNameInput = z.object({ name: nameInput });
export const changePasswordInput = z.object({ currentPassword: typedPassword, newPassword: password });
export const changeEmailInput = z.object({ currentPassword: typedPassword, email });
export const confirmEmailInput = z.object({ token: z.string().min(20).max(200) });
export const requestResetInput = z.object({ email });
export const confirmSessionInput = z.object({ password: typedPassword });
export const resetInput = z.object({ token: z.string().min(20).max(200) });
export const resetPasswordInput = resetInput.extend({ password });
/** How long a sign-in, or a password typed again, is proof enough for what outlives a session. */
export const confirmedForMs = 10 * 60_000;

export const revokeSessionInput = z.object({ sessionId: z.uuid() });

export type UserView = { id: string; name: string; email: string; isAdmin: boolean; language: LanguageChoice };
export const transferInstanceInput = z.object({ email });
/**
 * What ends with an account. `deletes`: workspaces that nobody else is in, which go with it. `needOwner`: those that need another owner
 * first. `leaves`: how many others it leaves. `keys`: how many of its API keys are revoked. `privateChats`: how many
 * chats go with it that were never shared.
 */
export type AccountEndView = {
  deletes: { id: string; name: string }[];
  needOwner: { id: string; name: string }[];
  leaves: number;
  keys: number;
  privateChats: number;
  ownsInstance: boolean;
};
/** `confirmed`: it counts now; otherwise once the link was opened that was sent there. */
export type EmailChangeView = { email: string; confirmed: boolean };
/** Whose password a link changes. */
export type ResetView = { name: string; email: string };
/** `url` is shown this once and works once. */
export type ResetLinkView = { url: string; expiresAt: string };
export type SessionView = { id: string; current: boolean; userAgent: string; createdAt: string; lastSeenAt: string };
