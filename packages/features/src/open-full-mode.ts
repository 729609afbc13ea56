import { AppError } from '@millrace/contract/app-error';
import { openDatabase } from '@millrace/db/database';
import { openPool } from '@millrace/db/pool';
import { openLog } from './open-log.ts';
import { openServices } from './open-services.ts';
import type { Services } from './services.ts';
import { embedderEndpoint, redisPrefix, type SharedEnv, settingsFromEnv, storageDir } from './settings-from-env.ts';
import { requireDatabase } from './system/boot-checks.ts';

export type FullMode = {
  services: Services;
  /** Ends all connections. */
  close(): Promise<void>;
};

/**
 * What a process of full mode stands on: its database, checked and migrated, and services over it. What a person can cure is told in
 * words and ends the process.
 */
export async function openFullMode(env: SharedEnv): Promise<FullMode> {
  const log = openLog(env.LOG_LEVEL);
  const db = openDatabase(openPool(env.DATABASE_URL, { max: env.DB_POOL_MAX }));
  try {
    await requireDatabase(db, log);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
  const { services, close } = await openServices({
    db,
    redisUrl: env.REDIS_URL,
    prefix: redisPrefix,
    storageDir: storageDir(env),
    embedder: embedderEndpoint(env),
    settings: settingsFromEnv(env),
    log,
  });
  return {
    services,
    async close() {
      await close();
      await db.destroy();
    },
  };
}
