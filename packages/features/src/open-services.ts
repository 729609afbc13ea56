import { openBus } from '@millrace/bus/open-bus';
import type { Log } from '@millrace/contract/log';
import type { Database } from '@millrace/db/database';
import { openEgress } from '@millrace/egress/open-egress';
import { openPageEgress } from '@millrace/egress/open-page-egress';
import { openLlm } from '@millrace/llm/open-llm';
import type { Endpoint } from '@millrace/llm/port';
import { openQueue } from '@millrace/queue/open-queue';
import { openRedisHealth } from '@millrace/queue/redis-health';
import { openPageReader } from '@millrace/reading/pages/page-reader';
import { openPageRenderer } from '@millrace/reading/pages/page-renderer';
import { openLocalStorage } from '@millrace/storage/local-storage';
import type { Services, Settings } from './services.ts';
import { watchHealth } from './system/health.ts';
import { userAgent } from './user-agent.ts';

export type ServicesConfig = {
  /** Opened and closed by the caller, since only he knows whether it is the embedded one. */
  db: Database;
  redisUrl: string;
  /** Stands before every key in Redis, so that several installations may share one. */
  prefix: string;
  /** Where uploaded files live. */
  storageDir: string;
  /** Makes vectors; undefined: the built-in model. */
  embedder: Endpoint | undefined;
  settings: Settings;
  log: Log;
};

export type OpenServices = {
  services: Services;
  /** Ends all connections but the database's. */
  close(): Promise<void>;
};

/** Everything that features need, as server, worker and local mode all build it. Nothing waits for Redis here. */
export async function openServices(config: ServicesConfig): Promise<OpenServices> {
  const { db, redisUrl, prefix, settings, log } = config;
  const onError = quietly(log);
  const storage = await openLocalStorage({ dir: config.storageDir });
  const queue = openQueue({ redisUrl, prefix, onError });
  const bus = openBus({ redisUrl, prefix, onError });
  const way = { allow: settings.crawl.allow, userAgent: userAgent(settings.crawl.contact) };
  const egress = openEgress(way);
  const llm = openLlm({ embedding: config.embedder, locate: egress.locate });
  const pageReader = openPageReader();
  const pageRenderer =
    settings.crawl.browser && openPageRenderer({ ...settings.crawl.browser, openWays: () => openPageEgress(way), log });
  const redis = openRedisHealth(redisUrl);
  const health = watchHealth({ db, redis });
  return {
    services: {
      ...{ db, queue, bus, llm, storage, egress, pageReader, pageRenderer, health, log, settings },
      clock: () => new Date(),
    },
    async close() {
      egress.close();
      await Promise.allSettled([pageReader.close(), pageRenderer?.close()]);
      await Promise.allSettled([queue.close(), bus.close(), redis.close(), llm.close()]);
    },
  };
}

/** While Redis is away its connections report an error several times a second: one line in five seconds says as much. */
function quietly(log: Log): (err: unknown) => void {
  let quietUntil = 0;
  return (err) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 5_000;
    log.warn({ err }, 'Redis reports trouble');
  };
}
