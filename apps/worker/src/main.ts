import { redisPrefix } from '@millrace/features/settings-from-env';
import { openFullMode } from '@millrace/features/worker';
import { lanesOf, readWorkerEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

/** What runs gets this long to end by itself after SIGTERM; the rest is handed back to the queue. */
const graceMs = 20_000;

// the queue process of full mode; any number of it may run on one database and Redis
const env = readWorkerEnv();
const { services, close } = await openFullMode(env);
const lanes = lanesOf(env);
const worker = await startWorker({ services, redisUrl: env.REDIS_URL, prefix: redisPrefix, concurrency: lanes });
services.log.info({ lanes }, 'worker is up');

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  // whatever hangs, this process is gone
  setTimeout(() => process.exit(1), graceMs + 8_000).unref();
  await worker.close(graceMs);
  await close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
