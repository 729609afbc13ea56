import { createServer } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@millrace/contract/app-error';
import { openLog, openServices, reportDegraded } from '@millrace/features/server';
import { embedderEndpoint, redisPrefix, settingsFromEnv, storageDir } from '@millrace/features/settings-from-env';
import { startServer } from '@millrace/server/start-server';
import { lanesOf } from '@millrace/worker/env';
import { startWorker } from '@millrace/worker/start-worker';
import { keepSecret } from './keep-secret.ts';
import type { LocalEnv } from './local-env.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { openLocalDatabase } from './open-local-database.ts';
import { openPrivateRedis } from './private-redis.ts';

export type RunningLocal = { url: string; close(): Promise<void> };
type Options = { env: LocalEnv; webDir: string; say: (line: string) => void };

/** What runs gets this long before it is handed back to the queue; the next start takes it up. */
const GRACE_MS = 2_000;

/** The whole product in this process. Rejects with an AppError for what the person who started it can cure. */
export async function startLocal({ env, webDir, say }: Options): Promise<RunningLocal> {
  // closed in the reverse order, also when a later part does not open
  await using opening = new AsyncDisposableStack();
  const dir = env.MILLRACE_DATA_DIR;
  opening.defer(lockDataFolder(dir));
  await claimable(env.HOST, env.PORT);
  const secret = env.MILLRACE_SECRET ?? keepSecret(dir);

  let redisUrl = env.REDIS_URL;
  if (redisUrl === undefined) {
    const redis = await openPrivateRedis({ dir: join(dir, 'redis'), say });
    opening.defer(() => redis.close());
    redisUrl = redis.url;
  }
  const database = await openLocalDatabase({ url: env.DATABASE_URL, dir, max: env.DB_POOL_MAX, say });
  opening.defer(() => database.close());

  const whole = { ...env, DATABASE_URL: env.DATABASE_URL ?? '', REDIS_URL: redisUrl, MILLRACE_SECRET: secret };
  const { services, close } = await openServices({
    db: database.db,
    redisUrl,
    prefix: redisPrefix,
    storageDir: storageDir(whole),
    embedder: embedderEndpoint(whole),
    settings: settingsFromEnv(whole),
    log: openLog(env.LOG_LEVEL),
  });
  opening.defer(close);
  await reportDegraded(services);
  const worker = await startWorker({
    services,
    redisUrl,
    prefix: redisPrefix,
    concurrency: lanesOf(whole),
  });
  let workerEnd: Promise<void> | undefined;
  const endWorker = () => (workerEnd ??= worker.close(GRACE_MS));
  opening.defer(endWorker);
  const server = await startServer({
    services,
    host: env.HOST,
    port: env.PORT,
    webDir,
    publicUrl: env.PUBLIC_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    direct: env.SSE_DIRECT,
  });
  const opened = opening.move();
  return {
    url: server.url,
    async close() {
      // together: each may take seconds, and all of it has to fit into ten
      await Promise.all([server.close(), endWorker()]);
      await opened.disposeAsync();
    },
  };
}

/** Finds out before seconds of setting up that the port is taken, and says what to do. */
async function claimable(host: string, port: number): Promise<void> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen(port, host, resolve);
    });
    await new Promise((resolve) => probe.close(resolve));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    const message = `Port ${port} is in use by another program. Set another port, for example PORT=${port + 1} npm start.`;
    throw new AppError('conflict', 'local.port-taken', message, { cause });
  }
}
