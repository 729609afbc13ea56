import { existsSync } from 'node:fs';
import { parseEnvOrExit, sharedEnv, whole, yesOrNo } from '@millrace/features/settings-from-env';
import { z } from 'zod';

/** What the HTTP process reads from its environment. */
export const serverEnv = sharedEnv.extend({
  PORT: whole(0, 65_535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  TRUSTED_PROXIES: whole(0, 10).default(0),
  SSE_DIRECT: yesOrNo.default(true),
});
export type ServerEnv = z.output<typeof serverEnv>;

/** What the migration reads: a step of a deployment that needs nothing but the database. */
export const migrateEnv = sharedEnv.pick({ DATABASE_URL: true });
export type MigrateEnv = z.output<typeof migrateEnv>;

/** Reads `.env` (where there is one; what is set already wins) and the environment. Prints every fault together and exits. */
export const readServerEnv = (): ServerEnv => read(serverEnv);

/** As `readServerEnv`, for the migration. */
export const readMigrateEnv = (): MigrateEnv => read(migrateEnv);

function read<Schema extends z.ZodType>(schema: Schema): z.output<Schema> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return parseEnvOrExit(schema, process.env);
}
