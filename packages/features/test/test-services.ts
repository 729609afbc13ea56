import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase } from '@millrace/db/test/test-database';
import { openServices, type ServiceOverrides } from '../src/open-services.ts';
import type { Services } from '../src/services.ts';
import type { Settings } from '../src/settings.ts';
import { userAgent } from '../src/user-agent.ts';
import { testEmbedder } from './test-embedder.ts';
import { type LoggedLine, testLog } from './test-log.ts';
import { sharedRedis } from './test-redis.ts';

const testSettings = (): Settings => ({
  secret: 'a secret of the tests, long enough for them',
  publicUrl: undefined,
  mail: undefined,
  openRegistration: true,
  signUpLimit: 10_000,
  maxUploadBytes: 10_485_760,
  uploads: {
    tableBytes: 104_857_600,
    imageBytes: 5_242_880,
    audioBytes: 10_485_760,
    workspaceBytes: 1_073_741_824,
    workspaceFiles: 10_000,
  },
  secureCookies: false,
  corsOrigins: [],
  model: undefined,
  // every model request of a test is one that it knows of
  titles: false,
  extraction: { memoryMb: 512, timeoutMs: 60_000 },
  egress: { allow: '127.0.0.0/8', userAgent: userAgent(undefined) },
  // tests call faster than people: those of budgets set their own
  budgets: { requests: 1_000, searches: 100, uploads: 100, subscriptionsPerSocket: 10_000 },
  crawl: { delayMs: 0, timeoutMs: 30_000, retryMs: 20, keptVersions: 10 },
});

export type TestServices = {
  services: Services;
  redisUrl: string;
  /** Stands before these services' keys in Redis. */
  prefix: string;
  /** For further processes; undefined on the embedded database. */
  databaseUrl: string | undefined;
  logged: LoggedLine[];
  [Symbol.asyncDispose](): Promise<void>;
};

/** The services of the product on a fresh database, a private Redis and an embedder that answers at once. */
export async function openTestServices(
  settings: Partial<Settings> = {},
  overrides: ServiceOverrides = {},
): Promise<TestServices> {
  await using opening = new AsyncDisposableStack();
  const database = await openTestDatabase();
  opening.defer(() => database.close());
  const redis = await sharedRedis();
  opening.defer(() => redis.release());
  const storageDir = await mkdtemp(join(tmpdir(), 'millrace-files-'));
  opening.defer(() => rm(storageDir, { recursive: true, force: true }));
  const prefix = `test-${randomUUID()}:`;
  const { log, logged } = testLog();
  const { services, close } = await openServices(
    {
      ...{ db: database.db, redisUrl: redis.url, prefix, storageDir, log },
      embedder: undefined,
      settings: { ...testSettings(), ...settings },
    },
    { embedder: testEmbedder, ...overrides },
  );
  opening.defer(close);
  const resources = opening.move();
  return {
    ...{ services, redisUrl: redis.url, prefix, databaseUrl: database.url, logged },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
