import { AppError } from '@millrace/contract/app-error';
import { openDatabase } from '@millrace/db/database';
import { openPool } from '@millrace/db/pool';
import { embedderEndpoint, redisPrefix, settingsFromEnv, storageDir } from '@millrace/features/settings-from-env';
import { openLog, openServices, requireDatabase } from '@millrace/features/worker';
import { lanesOf, readWorkerEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

/** What runs gets this long to end by itself after SIGTERM; the rest is handed back to the queue. */
const graceMs = 20_000;

const env = readWorkerEnv();
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
const worker = await startWorker({
  services: opened.services,
  redisUrl: env.REDIS_URL,
  prefix: redisPrefix,
  concurrency: lanesOf(env),
});
log.info({ lanes: lanesOf(env) }, 'worker is up');

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // whatever hangs, this process is gone
  setTimeout(() => process.exit(1), graceMs + 8_000).unref();
  await worker.close(graceMs);
  await opened.close();
  await db.destroy();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
