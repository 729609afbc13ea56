import type { z } from 'zod';
import { httpUrl, whole, yesOrNo } from '../env-values.ts';

const env = {
  PUBLIC_URL: httpUrl.optional(),
  USERS_OPEN_REGISTRATION: yesOrNo.default(false),
  SIGN_UP_LIMIT: whole(1).default(30),
};

export type SessionSettings = {
  /** Where people reach the product, without a slash at the end; undefined: wherever they come from. */
  publicUrl: string | undefined;
  openRegistration: boolean;
  /** The number of accounts that may be tried from one network address in 15 minutes. */
  signUpLimit: number;
  /** Cookies carry `Secure` and the `__Host-` prefix. */
  secureCookies: boolean;
};

export const sessionSettings = {
  env,
  read: (given: z.output<z.ZodObject<typeof env>>): SessionSettings => ({
    publicUrl: given.PUBLIC_URL?.replace(/\/+$/, ''),
    openRegistration: given.USERS_OPEN_REGISTRATION,
    signUpLimit: given.SIGN_UP_LIMIT,
    secureCookies: given.PUBLIC_URL?.startsWith('https:') ?? false,
  }),
};
