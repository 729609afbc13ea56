import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Client, createClient } from '@millrace/client/create-client';
import type { Database } from '@millrace/db/database';
import { openOnOwnServer } from '@millrace/db/test/own-server';
import type { PostgresServer } from '@millrace/db/test/start-postgres';
import { openTestDatabase } from '@millrace/db/test/test-database';
import { startRedis, type TestRedis } from '@millrace/features/test/test-redis';
import { type ScriptedServer, startScriptedServer } from '@millrace/llm/scripted-server';
import { Redis } from 'ioredis';
import { type Process, startProcess } from './app-process.ts';
import { openTcpLine, type TcpLine } from './tcp-line.ts';
import { until } from './until.ts';

export type { Process };
export { until };

/** A workspace with the key of an internal tool, whose chats are its own; `person` is the owner, as a page signs them in. */
export type Tenant = { client: Client; person: Client; apiKey: string; workspaceId: string };

/** What a test works with; `client` goes to the first server. */
export type Rig = Tenant & {
  db: Database;
  redis: Redis;
  model: ScriptedServer;
  redisUrl: string;
  redisServer: TestRedis;
  /** The product's way to Redis, with `lines`. */
  redisLine: TcpLine;
  /** The server of its own that the rig's database is on, with `ownPostgres`. */
  postgres: PostgresServer;
  /** The running servers and their addresses. */
  servers: Process[];
  urls: string[];
  /** `port`: where one stood that has been killed. */
  startServer(env?: Record<string, string>, port?: number): Promise<Process>;
  startWorker(env?: Record<string, string>): Promise<Process>;
  /** Another workspace, as another company has it. */
  newTenant(): Promise<Tenant>;
  /** Kills all workers and, but for the first one, the servers; returns a rig with a fresh workspace on what remains. */
  renew(): Promise<Rig>;
  [Symbol.asyncDispose](): Promise<void>;
};

export type RigOptions = {
  /** The name that the model endpoint has by default. */
  model?: string;
  /** The product reaches Redis by a line that a test can break. */
  lines?: boolean;
  /** A PostgreSQL server that a test may stop, or the folder for its files. */
  ownPostgres?: boolean | string;
  redisArgs?: string[];
  env?: Record<string, string>;
};

const withAof = ['--appendonly', 'yes', '--appendfsync', 'everysec', '--maxmemory-policy', 'noeviction'];

/** The product in full mode: a real PostgreSQL, a Redis with AOF, the scripted model, and server and worker as processes of their own. */
export async function openRig(options: RigOptions = {}): Promise<Rig> {
  await using opening = new AsyncDisposableStack();
  const { ownPostgres } = options;
  const own = ownPostgres ? await openOnOwnServer(ownPostgres === true ? undefined : ownPostgres) : undefined;
  const database = own ?? (await openTestDatabase());
  opening.defer(() => database.close());
  if (database.url === undefined)
    throw new Error('Fault tests need a real server: MILLRACE_TEST_DATABASE=postgres and TEST_DATABASE_URL');
  const redisServer = await startRedis([...withAof, ...(options.redisArgs ?? [])]);
  opening.defer(() => redisServer.close());
  const scripted = await startScriptedServer();
  opening.defer(() => scripted.close());
  const line = options.lines ? await openTcpLine(redisServer.port) : undefined;
  if (line) opening.defer(() => line.close());
  const dir = await mkdtemp(join(tmpdir(), 'millrace-rig-'));
  opening.defer(() => rm(dir, { recursive: true, force: true }));
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  opening.defer(() => redis.disconnect());

  const env: Record<string, string> = {
    ...settingsWith(scripted, options.model),
    DATABASE_URL: database.url,
    REDIS_URL: line ? redisServer.url.replace(/:\d+$/, `:${line.port}`) : redisServer.url,
    MILLRACE_DATA_DIR: dir,
    ...options.env,
  };
  const servers: Process[] = [];
  const workers: Process[] = [];
  const urls: string[] = [];
  opening.defer(async () => {
    await Promise.all([...servers, ...workers].map((process) => process.kill('SIGKILL')));
  });

  const startServer: Rig['startServer'] = async (extra = {}, port) => {
    const at = port ?? (await freePort());
    const url = `http://127.0.0.1:${at}`;
    const started = startProcess('server/src/main.ts', { ...env, PORT: String(at), ...extra });
    servers.push(started);
    await until(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok, `the server at ${url}`);
    if (!urls.includes(url)) urls.push(url);
    return started;
  };
  await startServer();
  const url = urls[0] as string;
  const newTenant = await signUp(url);
  const rig = {
    db: database.db,
    redis,
    model: scripted,
    redisUrl: redisServer.url,
    redisServer,
    redisLine: line as TcpLine,
    postgres: own?.server as PostgresServer,
    servers,
    urls,
    startServer,
    async startWorker(extra: Record<string, string> = {}) {
      const before = await listening(redis);
      const started = startProcess('worker/src/main.ts', { ...env, ...extra });
      workers.push(started);
      await until(async () => (await listening(redis)) > before, 'the worker');
      return started;
    },
    newTenant,
    async renew(): Promise<Rig> {
      await Promise.all([...workers.splice(0), ...servers.splice(1)].map((process) => process.kill('SIGKILL')));
      urls.splice(1);
      scripted.requests.length = 0;
      return { ...rig, ...(await newTenant()), [Symbol.asyncDispose]: async () => {} };
    },
  };
  const tenant = await newTenant();
  const resources = opening.move();
  return { ...rig, ...tenant, [Symbol.asyncDispose]: () => resources.disposeAsync() };
}

/** What every process of a rig is told, but for where its database, Redis and files are. */
const settingsWith = (scripted: ScriptedServer, model = 'scripted:') => ({
  PATH: process.env.PATH ?? '',
  HOME: process.env.HOME ?? '',
  NODE_ENV: 'production',
  LOG_LEVEL: process.env.RIG_LOG ?? 'error',
  DB_POOL_MAX: '8',
  MILLRACE_SECRET: randomBytes(48).toString('base64'),
  USERS_OPEN_REGISTRATION: 'true',
  SIGN_UP_LIMIT: '10000',
  OPENAI_BASE_URL: scripted.url,
  OPENAI_API_KEY: 'key-of-the-rig',
  LLM_MODEL: model,
  // as for a provider: a model on this machine would be given ten minutes
  MODEL_FIRST_BYTE_MS: '60000',
  // every model request of a test is one that it knows of
  CHAT_TITLES: 'false',
  // vectors from the scripted server: quick, and the same everywhere
  EMBEDDING_MODEL: 'scripted:',
});

/** How many workers hear cancels: the last thing that a worker does before it is up. */
async function listening(redis: Redis): Promise<number> {
  const [, count] = (await redis.pubsub('NUMSUB', 'millrace:on:cancel')) as [string, number];
  return count;
}

export const rigPerson = { name: 'Ada', email: 'ada@example.org', password: 'a long enough password' };

/** The owner, as a person would sign up; returns what makes workspaces with keys. */
async function signUp(url: string): Promise<() => Promise<Tenant>> {
  let cookie = '';
  const withCookie: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('origin', url);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(input, { ...init, headers });
    cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    return response;
  };
  const person = createClient({ url, fetch: withCookie });
  await person.session.signUp.mutate(rigPerson);
  return async () => {
    const { id: workspaceId } = await person.workspaces.create.mutate({ name: 'Rig' });
    const { key: apiKey } = await person.apiKeys.create.mutate({ workspaceId, name: 'rig', role: 'editor' });
    return { client: createClient({ url, apiKey }), person, apiKey, workspaceId };
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
