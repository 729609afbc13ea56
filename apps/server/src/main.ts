import { join } from 'node:path';
import { AppError } from '@millrace/contract/app-error';
import { openDatabase } from '@millrace/db/database';
import { openPool } from '@millrace/db/pool';
import { openLog, openServices, reportDegraded, requireDatabase } from '@millrace/features/server';
import { embedderEndpoint, redisPrefix, settingsFromEnv, storageDir } from '@millrace/features/settings-from-env';
import { readServerEnv } from './env.ts';
import { startServer } from './start-server.ts';

/** Whatever hangs, this process is gone so long after it was told to end. */
const endMs = 9_500;

// the HTTP process of full mode; any number of it may run on one database and Redis
const env = readServerEnv();
const log = openLog(env.LOG_LEVEL);
const db = openDatabase(openPool(env.DATABASE_URL, { max: env.DB_POOL_MAX }));
try {
  await requireDatabase(db, log);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const opened = await openServices({
  db,
  redisUrl: env.REDIS_URL,
  prefix: redisPrefix,
  storageDir: storageDir(env),
  embedder: embedderEndpoint(env),
  settings: settingsFromEnv(env),
  log,
});
await reportDegraded(opened.services);
const server = await startServer({
  services: opened.services,
  host: env.HOST,
  port: env.PORT,
  publicUrl: env.PUBLIC_URL,
  trustedProxies: env.TRUSTED_PROXIES,
  webDir: join(import.meta.dirname, '../../web/dist/site'),
});
log.info({ url: server.url }, `Millrace listens on ${server.url}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), endMs).unref();
  await server.close();
  await opened.close();
  await db.destroy();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
