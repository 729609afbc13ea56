import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepSecret } from './keep-secret.ts';
import { lockDataFolder } from './lock-data-folder.ts';
import { identityOf } from './process-identity.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lockText = () => readFileSync(join(folder, 'lock'), 'utf8');

test('a folder that a living process holds is refused, and says who holds it and what to do', () => {
  const release = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(`process ${process.pid}`);
  expect(() => lockDataFolder(folder)).toThrow('MILLRACE_DATA_DIR');
  release();
  lockDataFolder(folder)();
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a process that has died is taken over', async () => {
  const dying = spawn('sleep', ['60'], { stdio: 'ignore' });
  writeFileSync(join(folder, 'lock'), JSON.stringify(identityOf(dying.pid ?? 0)));
  expect(() => lockDataFolder(folder)).toThrow(`process ${dying.pid}`);
  dying.kill('SIGKILL');
  await new Promise((resolve) => dying.once('exit', resolve));
  const release = lockDataFolder(folder);
  expect(JSON.parse(lockText())).toEqual(identityOf(process.pid));
  release();
});

test.each([
  ['of a process whose number was given to another one', JSON.stringify({ pid: process.pid, started: 'long ago' })],
  ['that a full disk left empty', ''],
  ['that is not JSON', '{"pid":'],
])('a lock %s is taken over', (_, text) => {
  writeFileSync(join(folder, 'lock'), text);
  const release = lockDataFolder(folder);
  expect(JSON.parse(lockText())).toEqual(identityOf(process.pid));
  release();
  expect(readdirSync(folder)).toEqual([]);
});

test('of many processes that find a dead lock at once exactly one gets the folder', async () => {
  writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: 2 ** 30, started: 'never' }));
  const script =
    `import { lockDataFolder } from ${JSON.stringify(new URL('./lock-data-folder.ts', import.meta.url).href)};` +
    `try { lockDataFolder(${JSON.stringify(folder)}); process.stdout.write('held\\n'); setInterval(() => {}, 1000); }` +
    `catch { process.stdout.write('refused\\n'); process.exit(); }`;
  const racers = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] }),
  );
  const words = await Promise.all(
    racers.map(
      (racer) => new Promise<string>((resolve) => racer.stdout.once('data', (o) => resolve(String(o).trim()))),
    ),
  );
  for (const racer of racers) racer.kill('SIGKILL');
  expect(words.sort()).toEqual(['held', 'refused', 'refused', 'refused', 'refused', 'refused']);
});

test('the secret is made once, long, and for its owner only', () => {
  const secret = keepSecret(folder);
  expect(Buffer.byteLength(secret)).toBeGreaterThanOrEqual(32);
  expect(keepSecret(folder)).toBe(secret);
});
