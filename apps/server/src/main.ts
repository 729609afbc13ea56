import { join } from 'node:path';
import { endings, openFullMode, reportDegraded, startReconciler } from '@millrace/features/server';
import { readServerEnv } from './env.ts';
import { startServer } from './start-server.ts';

/** Whatever hangs, this process is gone so long after it was told to end. */
const endMs = 9_500;

// the HTTP process of full mode; any number of it may run on one database and Redis
const env = readServerEnv();
const { services, close } = await openFullMode(env);
await reportDegraded(services);
const reconciler = startReconciler({ services, endings });
const server = await startServer({
  services,
  host: env.HOST,
  port: env.PORT,
  publicUrl: env.PUBLIC_URL,
  trustedProxies: env.TRUSTED_PROXIES,
  direct: env.SSE_DIRECT,
  webDir: join(import.meta.dirname, '../../web/dist/site'),
});
services.log.info({ url: server.url }, `Millrace listens on ${server.url}`);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(1), endMs).unref();
  await Promise.all([server.close(), reconciler.close()]);
  await close();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
