import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { freePort } from '@millrace/local/free-port';
import { identityOf, isAlive, type ProcessIdentity } from '@millrace/local/process-identity';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

// `npm start` for real, as a stranger runs it: with the Node and the npm of this machine. Processes are counted by /proc.
const root = join(import.meta.dirname, '..');
let dir: string;
const started: ChildProcess[] = [];
/** Everybody who was seen running: a parent that was killed no longer leads to its children. */
const seen: ProcessIdentity[] = [];

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'millrace-one-command-'));
});
afterEach(async () => {
  const left = [...started.splice(0).flatMap(family), ...seen.splice(0)];
  for (const it of left) if (isAlive(it)) process.kill(it.pid, 'SIGKILL');
  await expect.poll(() => left.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  rmSync(dir, { recursive: true, force: true });
});

/** The environment of a fresh shell: without what npm and vitest have put into ours. */
function freshEnv(extra: Record<string, string>): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|MILLRACE_|VITEST|TEST_|NODE_|INIT_CWD|DATABASE_URL|REDIS_URL|PORT|HOST)/.test(name),
  ) as [string, string][];
  const ours = [dirname(process.execPath), join(root, 'node_modules/.bin')];
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => existsSync(folder));
  const others = path.filter((folder) => !ours.includes(realpathSync(folder)));
  const hasNode = others.some((folder) => existsSync(join(folder, 'node')));
  return { ...Object.fromEntries(kept), PATH: (hasNode ? others : path).join(delimiter), ...extra };
}

type Started = { npm: ChildProcess; output(): string; ended: Promise<number | null> };

function npmStart(env: Record<string, string>): Started {
  const options = { cwd: root, env: freshEnv(env), detached: true };
  const npm = spawn('npm', ['start'], { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(npm);
  let text = '';
  for (const stream of [npm.stdout, npm.stderr]) stream.on('data', (octets) => (text += octets));
  return { npm, output: () => text, ended: new Promise((resolve) => npm.once('exit', resolve)) };
}

/** Starts the product and resolves when it has printed where it is. */
async function up(): Promise<Started & { url: string; all: ProcessIdentity[] }> {
  const port = await freePort();
  const running = npmStart({ PORT: String(port), MILLRACE_DATA_DIR: dir });
  const url = `http://127.0.0.1:${port}`;
  const printed = expect.poll(running.output, { timeout: 150_000, interval: 100 }).toContain(url);
  const ended = running.ended.then((code) => {
    throw new Error(`npm start ended with ${code}:\n${running.output()}`);
  });
  await Promise.race([printed, ended]);
  const all = family(running.npm);
  seen.push(...all);
  return { ...running, url, all };
}

/** A process and all that it started, as far as it still runs. */
function family(top: ChildProcess): ProcessIdentity[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // it ended in between
    }
  }
  const pids = [top.pid ?? 0];
  for (const pid of pids) for (const [child, parent] of parents) if (parent === pid) pids.push(child);
  return pids.flatMap((pid) => identityOf(pid) ?? []);
}

const nameOf = ({ pid }: ProcessIdentity) => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

async function call(url: string, procedure: string, input: object): Promise<Response> {
  const headers = { 'content-type': 'application/json', origin: url };
  return fetch(`${url}/trpc/${procedure}`, { method: 'POST', headers, body: JSON.stringify(input) });
}

const ada = { name: 'Ada', email: 'ada@example.org', password: 'a mill has many wheels' };
const noneLeft = (all: ProcessIdentity[]) =>
  expect.poll(() => all.filter(isAlive).map(nameOf), { timeout: 10_000, interval: 50 }).toEqual([]);

describe.runIf(process.platform === 'linux')('npm start', () => {
  test('comes up, prints its address, refuses a second start on the same folder, and ends whole on SIGTERM', async () => {
    const first = await up();
    const ready = await fetch(`${first.url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({ database: 'up', redis: 'up', degraded: [] });

    const second = npmStart({ PORT: String(await freePort()), MILLRACE_DATA_DIR: dir });
    expect(await second.ended).not.toBe(0);
    expect(second.output()).toContain('Millrace is already running on');
    expect(second.output()).toContain('MILLRACE_DATA_DIR');
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);

    first.npm.kill('SIGTERM');
    await noneLeft(first.all);
    expect(readdirSync(dir)).not.toContain('lock');
  });

  test('keeps what was accepted when all of it is killed with -9', async () => {
    const first = await up();
    expect((await call(first.url, 'session.signUp', ada)).status).toBe(200);
    // the product only: what it started must not outlive it
    const nodes = first.all.filter((it) => /^(node|MainThread)/.test(nameOf(it)));
    for (const { pid } of nodes) process.kill(pid, 'SIGKILL');
    await noneLeft(first.all);

    const second = await up();
    const { email, password } = ada;
    expect((await call(second.url, 'session.signIn', { email, password })).status).toBe(200);
    // as a terminal does on Ctrl-C: to everybody in the foreground
    process.kill(-(second.npm.pid ?? 0), 'SIGINT');
    await noneLeft(second.all);
  });

  test.each([
    ['the process between npm and us, or the outermost of ours,', 1],
    ['npm itself', 0],
  ])('ends when %s is killed with -9', async (_, place) => {
    const running = await up();
    process.kill(running.all[place]?.pid ?? 0, 'SIGKILL');
    await noneLeft(running.all);
    expect(readdirSync(dir)).not.toContain('lock');
  });

  test('tells every fault of the settings at once and starts nothing', async () => {
    const wrong = npmStart({ MILLRACE_DATA_DIR: join(dir, 'untouched'), PORT: 'http', DB_POOL_MAX: 'many' });
    expect(await wrong.ended).not.toBe(0);
    expect(wrong.output()).toContain('PORT must be a whole number');
    expect(wrong.output()).toContain('DB_POOL_MAX must be a whole number');
    expect(readdirSync(dir)).toEqual([]);
  });

  test('says so when the port is taken, and leaves nothing running', async () => {
    const first = await up();
    const other = join(dir, 'other');
    const second = npmStart({ PORT: new URL(first.url).port, MILLRACE_DATA_DIR: other });
    expect(await second.ended).not.toBe(0);
    expect(second.output()).toContain('is in use by another program');
    expect(readdirSync(other)).not.toContain('lock');
    first.npm.kill('SIGTERM');
    await noneLeft(first.all);
  });
});
