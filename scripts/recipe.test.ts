import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from './root.mjs';

type Piece = { verb: 'New file' | 'Add to'; path: string; text: string };

/** The pieces of the recipe, in the order in which a person would write them. */
const pieces = [
  ...readFileSync(join(root, 'docs/add-a-feature.md'), 'utf8').matchAll(
    /^(New file|Add to) `([^`]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm,
  ),
].map(([, verb, path, text]) => ({ verb, path, text }) as Piece);
const added = pieces.filter(({ verb }) => verb === 'Add to');
const written = pieces.filter(({ verb }) => verb === 'New file');

/** A type check and a build from scratch, on a machine that does other things too. */
const patience = { timeout: 400_000 };

let copy: string;

/** The packages of each folder are links into the store beside the root, which the copy shares. */
beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'millrace-recipe-'));
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = listed.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
  for (const path of files) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const packages = new Set(files.filter((path) => path.endsWith('/package.json')).map((path) => dirname(path)));
  for (const folder of packages) {
    for (const name of ['node_modules', 'dist']) {
      const from = join(root, folder, name);
      if (existsSync(from)) cpSync(from, join(copy, folder, name), { recursive: true, verbatimSymlinks: true });
    }
  }
  for (const { path, text } of written) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    writeFileSync(join(copy, path), text);
  }
  for (const { path, text } of added) appendFileSync(join(copy, path), text);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const run = (command: string, args: string[]) =>
  execFileSync(join(root, 'node_modules/.bin', command), args, {
    cwd: copy,
    encoding: 'utf8',
    stdio: 'pipe',
    env: {
      ...process.env,
      NODE_ENV: 'test',
      VITEST: undefined,
      VITEST_WORKER_ID: undefined,
      VITEST_POOL_ID: undefined,
    },
  });

test('the recipe adds at most four lines to files that are there already', () => {
  expect(written.filter(({ path }) => existsSync(join(root, path)))).toEqual([]);
  expect(added.every(({ path }) => existsSync(join(root, path)))).toBe(true);
  const lines = added.flatMap(({ text }) => text.trimEnd().split('\n'));
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThanOrEqual(4);
});

test('what it writes passes the type check and the linter', patience, () => {
  run('tsc', ['-b', 'packages/features', 'apps/web']);
  run('biome', ['check', ...written.map(({ path }) => path)]);
});

test('its own test, the faces, the house and the matrix accept the new feature', patience, () => {
  const files = [
    'packages/features/src/word-counts',
    'packages/features/src/faces',
    'scripts/house-rooms',
    'scripts/house.test.ts',
  ];
  expect(run('vitest', ['run', ...files])).toMatch(/Tests .*passed/);
  expect(run('vitest', ['run', 'packages/features/test/matrix.test.ts', '-t', 'wordCounts'])).toMatch(/Tests .*passed/);
});

test('its page is built', patience, () => {
  const vite = join(copy, 'apps/web/node_modules/vite/bin/vite.js');
  execFileSync(process.execPath, [vite, 'build', 'apps/web', '--logLevel', 'warn'], { cwd: copy, stdio: 'pipe' });
  const assets = readdirSync(join(copy, 'apps/web/dist/site/assets'));
  expect(assets.some((name) => name.startsWith('word-counts-page'))).toBe(true);
});
