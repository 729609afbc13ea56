import type { Letter } from '@millrace/mail/port';
import type { Services } from '../services.ts';

const signature = (url: string) => `\n\nMillrace\n${url}\n`;

/** The letters about accounts. Links are in no letter that tells of something that was done: nobody shall learn to follow those. */
export const letters = {
  invitation: ({ workspace, by, link, url }: { workspace: string; by: string; link: string; url: string }) => ({
    subject: `${by} invites you to ${workspace}`,
    text: `${by} invites you to join the workspace “${workspace}”.\n\nOpen this link within seven days:\n${link}${signature(url)}`,
  }),
  reset: ({ link, url }: { link: string; url: string }) => ({
    subject: 'Your new password',
    text: `Open this link within 24 hours to set a new password:\n${link}\n\nIf you did not ask for it, ignore this letter: your password stays as it is.${signature(url)}`,
  }),
  confirmEmail: ({ link, url }: { link: string; url: string }) => ({
    subject: 'Confirm your e-mail address',
    text: `Open this link within 24 hours to use this address for your account:\n${link}\n\nIf you did not ask for it, ignore this letter.${signature(url)}`,
  }),
  emailChanged: ({ email, url }: { email: string; url: string }) => ({
    subject: 'Your e-mail address was changed',
    text: `The e-mail address of your account is now ${email}. This is the last letter to the old one.\n\nIf this was not you, ask the owner of the instance for a reset link now.${signature(url)}`,
  }),
  passwordChanged: ({ url }: { url: string }) => ({
    subject: 'Your password was changed',
    text: `The password of your account was changed, and all other browsers were signed out.\n\nIf this was not you, ask an owner of your workspace for a reset link now.${signature(url)}`,
  }),
};

/**
 * Sends a letter where mail is set up. False where it is not, or where the server did not take it; that is in the log, without the
 * address.
 */
export async function sendLetter(
  { mail, log }: Pick<Services, 'mail' | 'log'>,
  to: string,
  letter: Omit<Letter, 'to'>,
): Promise<boolean> {
  if (mail === undefined) return false;
  try {
    await mail.send({ to, ...letter });
    return true;
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    log.warn({ code, responseCode, subject: letter.subject }, 'a letter could not be sent');
    return false;
  }
}
