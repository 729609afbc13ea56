import { openBus } from '@millrace/bus/open-bus';
import type { Log } from '@millrace/contract/log';
import type { Database } from '@millrace/db/database';
import { openEgress } from '@millrace/egress/open-egress';
import { openPageEgress } from '@millrace/egress/open-page-egress';
import { openLlm } from '@millrace/llm/open-llm';
import type { Embedder, Endpoint } from '@millrace/llm/port';
import { openMail } from '@millrace/mail/open-mail';
import { openQueue } from '@millrace/queue/open-queue';
import { openRedisHealth } from '@millrace/queue/redis-health';
import { openPageReader } from '@millrace/reading/pages/page-reader';
import { openPageRenderer } from '@millrace/reading/pages/page-renderer';
import { openLocalStorage } from '@millrace/storage/local-storage';
import { openBudgets } from './budgets/open-budgets.ts';
import { ignoresProxy } from './models/settings.ts';
import { bindOldSeals } from './sealed/bind-old-seals.ts';
import type { Services } from './services.ts';
import type { Settings } from './settings.ts';
import { watchHealth } from './system/health.ts';

export type ServicesConfig = {
  /** Opened and closed by the caller, because only the caller knows whether it is the embedded database. */
  db: Database;
  redisUrl: string;
  /** Prefix of every key in Redis, so that several installations can share one Redis. */
  prefix: string;
  /** The folder of uploaded files. */
  storageDir: string;
  /** The endpoint that makes vectors; undefined: the built-in model. */
  embedder: Endpoint | undefined;
  settings: Settings;
  log: Log;
};

/** Services to use instead of opening them, and the embedder within `llm`. The caller that passes one in closes it. */
export type ServiceOverrides = Partial<Omit<Services, 'db' | 'settings' | 'log'>> & { embedder?: Embedder };

export type OpenServices = {
  services: Services;
  /** Closes all connections except that of the database and those of the services that were passed in. */
  close(): Promise<void>;
};

/**
 * Opens everything that features need: for server, worker, local mode, tests and benchmarks alike. The database is migrated by then. It
 * does not wait for Redis, and an overridden service is never opened.
 */
export async function openServices(config: ServicesConfig, overrides: ServiceOverrides = {}): Promise<OpenServices> {
  const { db, redisUrl, prefix, settings, log } = config;
  const { embedder, ...given } = overrides;
  await bindOldSeals({ db, settings, log });
  const onError = quietly(log);
  const owned: Closable[] = [];
  const own = <T extends Closable>(service: T): T => {
    owned.push(service);
    return service;
  };
  const storage = given.storage ?? (await openLocalStorage({ dir: config.storageDir }));
  const queue = given.queue ?? own(openQueue({ redisUrl, prefix, onError }));
  const bus = given.bus ?? own(openBus({ redisUrl, prefix, onError }));
  const egress = given.egress ?? own(openEgress(settings.egress));
  if (ignoresProxy(settings))
    log.warn(
      { setting: 'MODEL_PROXY' },
      'HTTPS_PROXY is not used for models: a proxy looks up names itself, past the check of addresses. Set MODEL_PROXY=true to use it',
    );
  const { proxy } = settings;
  const llm = given.llm ?? own(openLlm({ embedding: config.embedder, locate: egress.locate, ...(proxy && { proxy }) }));
  const pageReader = given.pageReader ?? own(openPageReader());
  const { browser } = settings.crawl;
  const openWays = () => openPageEgress(settings.egress);
  const pageRenderer = given.pageRenderer ?? (browser && own(openPageRenderer({ ...browser, openWays, log })));
  const mail = given.mail ?? (settings.mail && own(openMail(settings.mail)));
  const health = given.health ?? watchHealth({ db, redis: own(openRedisHealth(redisUrl)), storage });
  return {
    services: {
      ...{ db, queue, bus, storage, egress, pageReader, pageRenderer, mail, health, log, settings },
      llm: embedder ? { ...llm, embedder } : llm,
      budgets: given.budgets ?? openBudgets(settings),
      clock: given.clock ?? (() => new Date()),
    },
    async close() {
      await Promise.allSettled(owned.map(async (service) => service.close()));
    },
  };
}

type Closable = { close(): void | Promise<void> };

/** While Redis is unreachable its connections report an error several times a second: one line per five seconds is enough. */
function quietly(log: Log): (err: unknown) => void {
  let quietUntil = 0;
  return (err) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + 5_000;
    log.warn({ err }, 'Redis reported an error');
  };
}
