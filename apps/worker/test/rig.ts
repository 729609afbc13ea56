import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Client, createClient } from '@millrace/client/create-client';
import type { Database } from '@millrace/db/database';
import { openTestDatabase } from '@millrace/db/test/test-database';
import { startRedis } from '@millrace/features/test/test-redis';
import { type ScriptedServer, startScriptedServer } from '@millrace/llm/scripted-server';
import { Redis } from 'ioredis';

const apps = join(import.meta.dirname, '../..');

export type Rig = {
  db: Database;
  redis: Redis;
  model: ScriptedServer;
  /** An internal tool's client, by key, against the first server. */
  client: Client;
  apiKey: string;
  workspaceId: string;
  redisUrl: string;
  /** The running servers and their addresses. */
  servers: Process[];
  urls: string[];
  startServer(env?: Record<string, string>): Promise<Process>;
  startWorker(env?: Record<string, string>): Promise<Process>;
  [Symbol.asyncDispose](): Promise<void>;
};
export type Process = {
  child: ChildProcess;
  kill(signal: NodeJS.Signals): Promise<void>;
  send(signal: NodeJS.Signals): void;
};

/**
 * The product in full mode: a real PostgreSQL, a Redis with AOF, the scripted model, and server and worker as processes of their own.
 * `model` is the name the endpoint has by default.
 */
export async function openRig({ model = 'scripted:' } = {}): Promise<Rig> {
  await using opening = new AsyncDisposableStack();
  const database = await openTestDatabase();
  opening.defer(() => database.close());
  if (database.url === undefined)
    throw new Error('Fault tests need a real server: MILLRACE_TEST_DATABASE=postgres and TEST_DATABASE_URL');
  const redisServer = await startRedis([
    '--appendonly',
    'yes',
    '--appendfsync',
    'everysec',
    '--maxmemory-policy',
    'noeviction',
  ]);
  opening.defer(() => redisServer.close());
  const scripted = await startScriptedServer();
  opening.defer(() => scripted.close());
  const dir = await mkdtemp(join(tmpdir(), 'millrace-rig-'));
  opening.defer(() => rm(dir, { recursive: true, force: true }));
  const redis = new Redis(redisServer.url, { maxRetriesPerRequest: null });
  redis.on('error', () => {});
  opening.defer(() => redis.disconnect());

  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? '',
    NODE_ENV: 'production',
    LOG_LEVEL: process.env.RIG_LOG ?? 'error',
    DATABASE_URL: database.url,
    DB_POOL_MAX: '8',
    REDIS_URL: redisServer.url,
    MILLRACE_SECRET: randomBytes(48).toString('base64'),
    MILLRACE_DATA_DIR: dir,
    USERS_OPEN_REGISTRATION: 'true',
    OPENAI_BASE_URL: scripted.url,
    OPENAI_API_KEY: 'key-of-the-rig',
    LLM_MODEL: model,
    // vectors from the scripted server: quick, and the same everywhere
    EMBEDDING_MODEL: 'scripted:',
  };
  const processes: Process[] = [];
  opening.defer(async () => {
    await Promise.all(processes.map((process) => process.kill('SIGKILL')));
  });
  const start = async (main: string, extra: Record<string, string>) => {
    const child = spawn(process.execPath, [join(apps, main)], {
      env: { ...env, ...extra },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const started: Process = {
      child,
      send: (signal) => void child.kill(signal),
      async kill(signal) {
        if (child.exitCode !== null || child.signalCode !== null) return;
        const ended = new Promise((resolve) => child.once('exit', resolve));
        child.kill(signal);
        if (signal === 'SIGKILL') child.kill('SIGCONT');
        await ended;
      },
    };
    processes.push(started);
    return started;
  };

  const urls: string[] = [];
  const servers: Process[] = [];
  const startServer = async (extra: Record<string, string> = {}) => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const started = await start('server/src/main.ts', { PORT: String(port), ...extra });
    await until(async () => (await fetch(`${url}/readyz`).catch(() => undefined))?.ok, `the server at ${url}`);
    urls.push(url);
    servers.push(started);
    return started;
  };
  await startServer();
  const url = urls[0] as string;
  const { apiKey, workspaceId } = await signUp(url);
  const client = createClient({ url, apiKey });
  const resources = opening.move();
  return {
    db: database.db,
    redis,
    model: scripted,
    client,
    apiKey,
    workspaceId,
    redisUrl: redisServer.url,
    servers,
    urls,
    startServer,
    async startWorker(extra = {}) {
      const before = await listening(redis);
      const started = await start('worker/src/main.ts', extra);
      await until(async () => (await listening(redis)) > before, 'the worker');
      return started;
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** How many workers hear cancels: the last thing that a worker does before it is up. */
async function listening(redis: Redis): Promise<number> {
  const [, count] = (await redis.pubsub('NUMSUB', 'millrace:on:cancel')) as [string, number];
  return count;
}

/** Owner, workspace and key, as a person would make them. */
async function signUp(url: string): Promise<{ apiKey: string; workspaceId: string }> {
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
  await person.session.signUp.mutate({ name: 'Ada', email: 'ada@example.org', password: 'a long enough password' });
  const { id: workspaceId } = await person.workspaces.create.mutate({ name: 'Rig' });
  const { key } = await person.apiKeys.create.mutate({ workspaceId, name: 'rig', role: 'editor' });
  return { apiKey: key, workspaceId };
}

/** Waits for what must come; fails by name when it does not within `seconds`. */
export async function until<T>(find: () => Promise<T>, what: string, seconds = 40): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const found = await find();
    if (found) return found;
    await sleep(50);
  }
  throw new Error(`never came: ${what}`);
}

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
