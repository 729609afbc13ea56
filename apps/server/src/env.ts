import { existsSync } from 'node:fs';
import { parseEnvOrExit, sharedEnv, whole } from '@millrace/features/settings-from-env';
import { z } from 'zod';

/** What the HTTP process reads from its environment. */
export const serverEnv = sharedEnv.extend({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
});
export type ServerEnv = z.output<typeof serverEnv>;

/** Reads `.env` (where there is one; what is set already wins) and the environment. Prints every fault together and exits. */
export function readServerEnv(): ServerEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseEnvOrExit(serverEnv, process.env);
}
