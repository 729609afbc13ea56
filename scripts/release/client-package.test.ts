import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { toJson } from '@millrace/db/to-json';
import { type HttpApp, httpApp } from '@millrace/server/test/http-app';
import { chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findChromium } from '../find-chromium.ts';
import { fetchNode } from '../find-node.mjs';
import { root } from '../root.mjs';
import { packClient } from './pack-client.ts';
import { cuttingProxy } from './test/cutting-proxy.ts';
import { runProgram, startProgram } from './test/run-program.ts';

/** The oldest Node that the client promises to run on. */
const oldest = '22.23.3';
const versions = [oldest, process.versions.node];
const nodeOf = (version: string) => (version === process.versions.node ? process.execPath : fetchNode(version));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
const vite = join(root, 'apps/web/node_modules/vite/bin/vite.js');

// what a stranger has: an empty folder, npm, the tarball, and the address and key of a server
let folder: string;
let http: HttpApp;
let apiKey: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'millrace-stranger-'));
  await cp(join(import.meta.dirname, 'samples'), folder, { recursive: true });
  const tarball = await packClient(folder);
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }');
  const wanted = [tarball, '@types/node@24'];
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--silent', ...wanted];
  expect(await runProgram(folder, 'npm', install)).toMatchObject({ code: 0 });
  expect(await runProgram(folder, process.execPath, [vite, 'build', 'page'])).toMatchObject({ code: 0 });

  http = await httpApp({}, { webDir: join(folder, 'page/dist') });
  await http.app.startWorker();
  const { workspaceId } = http.app;
  ({ key: apiKey } = await http.app.client.apiKeys.create.mutate({ workspaceId, name: 'tool', role: 'editor' }));
  // where nothing was compiled yet, the whole back end is
}, 300_000);

afterAll(async () => {
  await http?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

test('nothing of the server comes with the package', async () => {
  const lock = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  const installed = Object.keys(lock.packages).filter((path) => path !== '' && !/@types\/node|undici-types/.test(path));
  expect(installed.sort()).toEqual([
    'node_modules/@millrace/client',
    'node_modules/eventsource',
    'node_modules/eventsource-parser',
  ]);
  const manifest = JSON.parse(await readFile(join(folder, 'node_modules/@millrace/client/package.json'), 'utf8'));
  const own = JSON.parse(await readFile(join(root, 'packages/client/package.json'), 'utf8'));
  expect(manifest).toMatchObject({ version: own.version, dependencies: own.dependencies });
  expect(JSON.stringify(manifest)).not.toContain('workspace:');
});

test.each(versions)('a program in plain Node %s uploads, starts a job and watches it to its end', async (version) => {
  const node = nodeOf(version);
  if (node === undefined) throw new Error(`There is no Node ${version} to get.`);
  const { stdout, stderr } = await runProgram(folder, node, ['tour.mjs', http.url, apiKey, http.app.workspaceId]);
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({
    node: version,
    sent: { sent: 32, total: 32 },
    last: 'succeeded',
    status: 'succeeded',
    aborted: ['enough'],
    refused: 'not-found',
  });
});

test('a watcher whose connection is cut sees every event once and in order', async () => {
  const { app } = http;
  const runId = randomUUID();
  const run = { id: runId, workspaceId: app.workspaceId, name: 'chat.answer-message', lane: 'chat' as const };
  await app.services.db
    .insertInto('runs')
    .values({ ...run, payload: toJson({}), status: 'running' })
    .execute();
  const say = (event: object) => app.services.bus.append(`run:${runId}`, 1, JSON.stringify(event));
  await using proxy = await cuttingProxy(http.url);
  const lines = linesOf('follow.mjs', proxy.url, runId);
  for (let n = 1; n <= 20; n += 1) {
    await say({ type: 'progress', progress: { n } });
    if (n % 10 > 0) continue;
    await expect.poll(() => lines.length).toBe(n);
    proxy.cut();
  }
  await app.services.db.updateTable('runs').set({ status: 'succeeded' }).where('id', '=', runId).execute();
  await say({ type: 'succeeded', result: null });
  await expect.poll(() => lines.at(-1)).toBe('end');
  const numbers = Array.from({ length: 20 }, (_, index) => String(index + 1));
  expect(lines).toEqual([...numbers, 'succeeded', 'end']);
  expect(proxy.connections()).toBeGreaterThan(2);
});

test('a large file is whole after a cut in its midst, and one that is aborted is discarded', async () => {
  const { app } = http;
  await using proxy = await cuttingProxy(http.url);
  const lines = linesOf('large.mjs', proxy.url, app.workspaceId);
  await expect.poll(() => lines).toEqual(['half']);
  proxy.cut();
  await expect.poll(() => lines.length).toBe(4);
  const table = `day,litres\n${'Monday,12345678\n'.repeat(650_000)}`;
  expect(lines).toEqual(['half', createHash('sha256').update(table).digest('hex'), 'enough', 'counted']);
  const left = () => app.services.db.selectFrom('uploads').select('name').where('fileId', 'is', null).execute();
  await expect.poll(left).toEqual([]);
});

/** Starts a program of the stranger's on `url`; what it prints, line by line, as it comes. */
function linesOf(program: string, url: string, argument: string): string[] {
  const child = startProgram(folder, process.execPath, [program, url, apiKey, argument]);
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream!).on('line', (line) => void lines.push(line));
  return lines;
}

const settings = { strict: true, noEmit: true, target: 'es2022', skipLibCheck: false };
/** As in a program for Node, and as in a page that a bundler makes. */
const projects = {
  node16: { module: 'node16', moduleResolution: 'node16', lib: ['es2023'], types: ['node'] },
  bundler: { module: 'esnext', moduleResolution: 'bundler', lib: ['es2023', 'dom', 'dom.iterable'], types: [] },
};

test.each(Object.entries(projects))(
  'in strict TypeScript with %s every output is typed, and slips are found',
  async (name, options) => {
    const config = { compilerOptions: { ...settings, ...options }, files: ['typed.ts', 'wrong.ts'] };
    await writeFile(join(folder, `${name}.json`), JSON.stringify(config));
    const { stdout } = await runProgram(folder, process.execPath, [tsc, '-p', `${name}.json`, '--pretty', 'false']);
    const wrong = (await readFile(join(folder, 'wrong.ts'), 'utf8'))
      .split('\n')
      .flatMap((line, index) => (line.endsWith('// wrong') ? [`wrong.ts(${index + 1}`] : []));
    const found = [...stdout.matchAll(/^\S+\(\d+(?=,\d+\): error)/gm)].map(([place]) => place);
    expect([...new Set(found)], stdout).toEqual(wrong);
  },
);

test('a page that Vite built uploads, starts a job and watches it to its end', async ({ skip }) => {
  const executablePath = await findChromium();
  if (executablePath === undefined) return skip('Chromium was not found. Set CHROMIUM_PATH to its path.');
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(`${http.url}/#${apiKey}/${http.app.workspaceId}`);
    await expect.poll(() => page.locator('output').textContent()).not.toBe('');
    const seen = JSON.parse((await page.locator('output').textContent()) ?? '');
    expect(seen).toEqual({ sent: 54, size: 54, last: 'succeeded' });
  } finally {
    await browser.close();
  }
});
