import { spawn } from 'node:child_process';
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';
import { openPrivateRedis, type PrivateRedis } from './private-redis.ts';
import { endProcess, identityOf, isAlive, type ProcessIdentity } from './process-identity.ts';

let dir: string;
const open: PrivateRedis[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'millrace-redis-'));
});
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
  rmSync(dir, { recursive: true, force: true });
});

async function start(): Promise<PrivateRedis> {
  const server = await openPrivateRedis({ dir });
  open.push(server);
  return server;
}

/** One short conversation with a server. */
async function ask<T>(url: string, question: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { retryStrategy: () => 50 });
  redis.on('error', () => {});
  try {
    return await question(redis);
  } finally {
    redis.disconnect();
  }
}

const identity = () => JSON.parse(readFileSync(join(dir, 'process.json'), 'utf8')) as ProcessIdentity;

test('a private Redis keeps what it was told when it is closed and opened again', async () => {
  const first = await start();
  await ask(first.url, (redis) => redis.set('word', 'kept'));
  const server = identity();
  await first.close();
  expect(isAlive(server)).toBe(false);
  const second = await start();
  expect(await ask(second.url, (redis) => redis.get('word'))).toBe('kept');
});

test('its folder may be given as a path from here', async () => {
  const server = await openPrivateRedis({ dir: relative(process.cwd(), dir) });
  open.push(server);
  expect(await ask(server.url, (redis) => redis.config('GET', 'dir'))).toEqual(['dir', dir]);
});

test('it evicts nothing, logs everything, listens on the loopback only and lets nobody in without the password', async () => {
  const { url } = await start();
  const settings = await ask(url, (redis) =>
    redis.config('GET', 'maxmemory-policy', 'appendonly', 'appendfsync', 'bind'),
  );
  expect(settings).toEqual(
    expect.arrayContaining(['maxmemory-policy', 'noeviction', 'appendonly', 'yes', 'everysec', '127.0.0.1']),
  );
  const stranger = new URL(url);
  stranger.password = '';
  await expect(ask(stranger.href, (redis) => redis.ping())).rejects.toThrow('NOAUTH');
});

test('the password stands in a file of the owner and not in the arguments', async () => {
  const { url } = await start();
  const password = new URL(url).password;
  expect(password).toHaveLength(64);
  expect(statSync(join(dir, 'redis.conf')).mode & 0o777).toBe(0o600);
  if (process.platform === 'linux') {
    expect(readFileSync(`/proc/${identity().pid}/cmdline`, 'utf8')).not.toContain(password);
  }
});

test('a server that is killed comes back in the same place', async () => {
  const { url } = await start();
  await ask(url, (redis) => redis.set('word', 'still here'));
  const first = identity();
  await new Promise((resolve) => setTimeout(resolve, 1_100)); // appendfsync everysec
  process.kill(first.pid, 'SIGKILL');
  await expect.poll(() => identity().pid, { timeout: 20_000 }).not.toBe(first.pid);
  expect(await ask(url, (redis) => redis.get('word'))).toBe('still here');
});

test('a server that a killed process left on the folder is ended before a new one begins', async () => {
  mkdirSync(dir, { recursive: true });
  const port = await freePort();
  const program = findProgram('valkey-server', 'redis-server') ?? 'redis-server';
  const left = spawn(program, ['--port', String(port), '--dir', dir, '--save', ''], { stdio: 'ignore' });
  const orphan = identityOf(left.pid ?? 0);
  if (!orphan) throw new Error('the orphan did not start');
  await ask(`redis://127.0.0.1:${port}`, (redis) => redis.ping());
  writeFileSync(join(dir, 'process.json'), JSON.stringify(orphan));
  await start();
  expect(isAlive(orphan)).toBe(false);
});

test('a process that got the number of a dead server is left alone, and so is one on another folder', async () => {
  const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
  const known = identityOf(bystander.pid ?? 0);
  if (!known) throw new Error('sleep did not start');
  writeFileSync(join(dir, 'process.json'), JSON.stringify({ pid: known.pid, started: 'another time' }));
  await (await start()).close();
  writeFileSync(join(dir, 'process.json'), JSON.stringify(known));
  await (await start()).close();
  expect(isAlive(known)).toBe(process.platform === 'linux');
  await endProcess(known, 0);
});

test('a log with garbage at its end is set aside and said so, and the server starts', async () => {
  const first = await start();
  await ask(first.url, (redis) => redis.set('word', 'once'));
  await first.close();
  const logs = join(dir, 'appendonlydir');
  const log = readdirSync(logs).find((name) => name.endsWith('.incr.aof')) ?? '';
  appendFileSync(join(logs, log), 'garbage that is no command at all\n');
  const said: string[] = [];
  const second = await openPrivateRedis({ dir, say: (line) => said.push(line) });
  open.push(second);
  expect(await ask(second.url, (redis) => redis.get('word'))).toBeNull();
  const aside = readdirSync(dir).find((name) => name.startsWith('appendonlydir.damaged-')) ?? '';
  expect(readdirSync(join(dir, aside))).toContain(log);
  expect(said.join()).toContain(aside);
});
