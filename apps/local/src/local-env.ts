import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from '@millrace/features/settings-from-env';
import { serverEnv } from '@millrace/server/env';
import { workerEnv } from '@millrace/worker/env';
import type { z } from 'zod';

const schema = serverEnv.extend(workerEnv.shape);

/** The settings of both processes; what is not set is told by undefined and taken from the data folder. */
export type LocalEnv = Omit<z.output<typeof schema>, 'DATABASE_URL' | 'REDIS_URL' | 'MILLRACE_SECRET'> & {
  DATABASE_URL: string | undefined;
  REDIS_URL: string | undefined;
  MILLRACE_SECRET: string | undefined;
};

/** Stand in for what local mode brings itself, so that all the rest is checked by the same schema. Never used. */
const stand = {
  DATABASE_URL: 'postgres://embedded',
  REDIS_URL: 'redis://private',
  MILLRACE_SECRET: 'dGhpcyBpcyByZXBsYWNlZCBiZWZvcmUgYW55dGhpbmcgdXNlcyBpdA',
};

/** Reads `.env` and the environment as server and worker would; quieter unless told otherwise. Throws EnvError. */
export function readLocalEnv(): LocalEnv {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const env = parseEnv(schema, { LOG_LEVEL: 'warn', ...stand, ...given });
  return {
    ...env,
    MILLRACE_DATA_DIR: resolve(env.MILLRACE_DATA_DIR),
    DATABASE_URL: given.DATABASE_URL,
    REDIS_URL: given.REDIS_URL,
    MILLRACE_SECRET: given.MILLRACE_SECRET,
  };
}
