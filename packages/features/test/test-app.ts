import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBus } from '@millrace/bus/open-bus';
import type { UserView } from '@millrace/contract/session/session';
import { openTestDatabase } from '@millrace/db/test/test-database';
import { openEgress } from '@millrace/egress/open-egress';
import { openPageEgress } from '@millrace/egress/open-page-egress';
import { openLlm } from '@millrace/llm/open-llm';
import { type ScriptedServer, startScriptedServer } from '@millrace/llm/scripted-server';
import { openQueue } from '@millrace/queue/open-queue';
import { openRedisHealth } from '@millrace/queue/redis-health';
import { openPageReader } from '@millrace/reading/pages/page-reader';
import { openPageRenderer } from '@millrace/reading/pages/page-renderer';
import { openLocalStorage } from '@millrace/storage/local-storage';
import { type OpenWorker, openWorker, type WorkerOptions } from '../src/jobs/open-worker.ts';
import type { Services, Settings } from '../src/services.ts';
import { watchHealth } from '../src/system/health.ts';
import { userAgent } from '../src/user-agent.ts';
import { type TestCaller, testCaller } from './test-caller.ts';
import { testEmbedder } from './test-embedder.ts';
import { type LoggedLine, testLog } from './test-log.ts';
import { sharedRedis } from './test-redis.ts';

export type TestUser = TestCaller & { user: UserView; workspaceId: string };

export type TestOptions = {
  /** The first user, who owns the instance. */
  user?: string;
  settings?: Partial<Settings>;
  /** A model name of the scripted server that answers, such as `scripted:tps=100`; without one the built-in model does. */
  model?: string;
};

export type TestApp = TestUser & {
  services: Services;
  redisUrl: string;
  /** Stands before this app's keys in Redis. */
  prefix: string;
  /** For further processes; undefined on the embedded database. */
  databaseUrl: string | undefined;
  logged: LoggedLine[];
  /** A further user, or the same one again, with a workspace of his own. */
  as(name: string): Promise<TestUser>;
  withKey(key: string): TestCaller;
  /** Nobody, from some address. */
  anonymous(address?: string): TestCaller;
  /** Makes a model of the scripted server answer from now on. */
  answerWith(model: string): Promise<ScriptedServer>;
  /** Moves the services' clock. The database's own is not touched. */
  travel(ms: number): void;
  startWorker(options?: Partial<WorkerOptions>): Promise<OpenWorker>;
  [Symbol.asyncDispose](): Promise<void>;
};

export const testPassword = 'correct horse battery';
export const emailOf = (name: string) => `${name}@example.org`;

const usualSettings = (): Settings => ({
  secret: 'a secret of the tests, long enough for them',
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
  model: undefined,
  // every model request of a test is one that it knows of
  titles: false,
  extraction: { memoryMb: 512, timeoutMs: 60_000 },
  crawl: { allow: '127.0.0.0/8', contact: undefined, delayMs: 0, timeoutMs: 30_000, retryMs: 20, keptVersions: 10 },
});

/** The product on a fresh database, a private Redis and the scripted model, called through the real client. */
export async function testApp(options: TestOptions = {}): Promise<TestApp> {
  const { user = 'ada' } = options;
  await using opening = new AsyncDisposableStack();
  const database = await openTestDatabase();
  opening.defer(() => database.close());
  const redis = await sharedRedis();
  opening.defer(() => redis.release());
  const dir = await mkdtemp(join(tmpdir(), 'millrace-files-'));
  opening.defer(() => rm(dir, { recursive: true, force: true }));
  const prefix = `test-${randomUUID()}:`;
  const { log, logged } = testLog();
  const onError = (err: unknown) => log.warn({ err }, 'redis');
  const settings: Settings = { ...usualSettings(), ...options.settings };
  const way = { allow: settings.crawl.allow, userAgent: userAgent(settings.crawl.contact) };
  let ahead = 0;
  const redisHealth = openRedisHealth(redis.url);
  opening.defer(() => redisHealth.close());
  const egress = openEgress(way);
  const llm = openLlm({ locate: egress.locate });
  opening.defer(() => llm.close());
  const services: Services = {
    db: database.db,
    queue: openQueue({ redisUrl: redis.url, prefix, onError }),
    bus: openBus({ redisUrl: redis.url, prefix, onError }),
    llm: { ...llm, embedder: testEmbedder },
    storage: await openLocalStorage({ dir }),
    egress,
    pageReader: openPageReader(),
    pageRenderer:
      settings.crawl.browser &&
      openPageRenderer({ ...settings.crawl.browser, openWays: () => openPageEgress(way), log }),
    health: watchHealth({ db: database.db, redis: redisHealth }),
    clock: () => new Date(Date.now() + ahead),
    log,
    settings,
  };
  opening.defer(() => services.egress.close());
  opening.defer(() => services.pageReader.close());
  opening.defer(() => services.pageRenderer?.close());
  opening.defer(() => services.bus.close());
  opening.defer(() => services.queue.close());

  let scripted: Promise<ScriptedServer> | undefined;
  opening.defer(async () => (await scripted)?.close());
  const answerWith = async (model: string) => {
    scripted ??= startScriptedServer();
    const server = await scripted;
    settings.model = { baseUrl: server.url, apiKey: 'key-of-the-tests', model };
    return server;
  };
  if (options.model) await answerWith(options.model);

  const users = new Map<string, Promise<TestUser>>();
  const as = (name: string) => {
    const known = users.get(name) ?? enter(services, name);
    users.set(name, known);
    return known;
  };
  const workers: OpenWorker[] = [];
  opening.defer(async () => {
    await Promise.all(workers.map((worker) => worker.close(0)));
  });
  const first = await as(user);
  const resources = opening.move();
  return {
    ...first,
    services,
    redisUrl: redis.url,
    prefix,
    databaseUrl: database.url,
    logged,
    as,
    withKey: (key) => testCaller(services, { authorization: `Bearer ${key}` }),
    anonymous: (address) => testCaller(services, { address }),
    answerWith,
    travel: (ms) => {
      ahead += ms;
    },
    async startWorker(workerOptions = {}) {
      // loaded on demand: most tests execute nothing
      const { handlers } = await import('../src/handlers.ts');
      const { endings } = await import('../src/endings.ts');
      const worker = await openWorker({
        services,
        redisUrl: redis.url,
        prefix,
        workerId: `test-${workers.length + 1}`,
        handlers,
        endings,
        ...workerOptions,
      });
      workers.push(worker);
      return worker;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

async function enter(services: Services, name: string): Promise<TestUser> {
  const caller = testCaller(services);
  const { user } = await caller.client.session.signUp.mutate({ name, email: emailOf(name), password: testPassword });
  const { id } = await caller.client.workspaces.create.mutate({ name: `The workspace of ${name}` });
  return { ...caller, user, workspaceId: id };
}
