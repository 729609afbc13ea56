import { z } from 'zod';
import { type EnvFault, type Given, httpUrl, whole, yesOrNo } from '../env-values.ts';

const env = {
  PUBLIC_URL: httpUrl.optional(),
  USERS_OPEN_REGISTRATION: yesOrNo.default(false),
  SIGN_UP_LIMIT: whole(1).default(30),
  MAIL_URL: z.url({ protocol: /^smtps?$/, error: 'must be a URL that starts with smtp:// or smtps://' }).optional(),
  MAIL_FROM: z.email('must be an e-mail address').optional(),
};

type SessionEnv = z.output<z.ZodObject<typeof env>>;

export type SessionSettings = {
  /** Where people reach the product, without a slash at the end; undefined: wherever they come from. */
  publicUrl: string | undefined;
  /** The SMTP server, and the address that letters come from; undefined: no mail is sent. */
  mail: { url: string; from: string } | undefined;
  openRegistration: boolean;
  /** The number of accounts that may be tried from one network address in 15 minutes. */
  signUpLimit: number;
  /** Cookies carry `Secure` and the `__Host-` prefix. */
  secureCookies: boolean;
};

/** The address of letters: as given, or the user of the server where that is one. */
function senderOf({
  MAIL_URL,
  MAIL_FROM,
}: {
  MAIL_URL?: string | undefined;
  MAIL_FROM?: string | undefined;
}): string | undefined {
  if (MAIL_FROM !== undefined) return MAIL_FROM;
  const user = URL.canParse(MAIL_URL ?? '') ? decodeURIComponent(new URL(MAIL_URL ?? '').username) : '';
  return user.includes('@') ? user : undefined;
}

/** Letters hold links, and links need an address that no request can choose. */
function faultsBetween(given: Given): EnvFault[] {
  if (given.MAIL_URL === undefined) return [];
  const faults: EnvFault[] = [];
  if (given.PUBLIC_URL === undefined) {
    faults.push({ name: 'PUBLIC_URL', message: 'is required with MAIL_URL: letters contain links' });
  }
  if (senderOf(given) === undefined) {
    faults.push({ name: 'MAIL_FROM', message: 'is required with MAIL_URL, whose user is not an e-mail address' });
  }
  return faults;
}

function mailOf(given: SessionEnv): SessionSettings['mail'] {
  const from = senderOf(given);
  return given.MAIL_URL === undefined || from === undefined ? undefined : { url: given.MAIL_URL, from };
}

export const sessionSettings = {
  env,
  faultsBetween,
  read: (given: SessionEnv): SessionSettings => ({
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, ''),
    mail: mailOf(given),
    openRegistration: given.USERS_OPEN_REGISTRATION,
    signUpLimit: given.SIGN_UP_LIMIT,
    secureCookies: given.PUBLIC_URL?.startsWith('https:') ?? false,
  }),
};
