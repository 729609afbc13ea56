import { existsSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { expect, test } from 'vitest';
import { findRing, listFiles, read, readSources, type SourceFile } from './read-house.ts';
import { root } from './root.mjs';

const files = listFiles();
const sources = readSources(files);

/** Who may import whom. What stands above may import what stands below; nobody imports upwards or sideways. */
const adapters = ['db', 'queue', 'bus', 'llm', 'reading', 'storage', 'egress', 'mail'];
const mayImport: Record<string, string[]> = {
  contract: [],
  ui: [],
  db: ['contract'],
  queue: ['contract'],
  bus: ['contract'],
  llm: ['contract'],
  reading: ['contract'],
  storage: ['contract'],
  mail: [],
  egress: ['contract'],
  features: ['contract', ...adapters],
  client: ['contract', 'features'],
  web: ['client', 'ui', 'contract'],
  server: ['features', 'contract', ...adapters],
  worker: ['features', 'contract', ...adapters],
  local: ['server', 'worker', 'features', 'contract', ...adapters],
  bench: ['faults', 'local', 'server', 'worker', 'client', 'features', 'contract', ...adapters],
  faults: ['local', 'client', 'features', 'contract', ...adapters],
  scripts: ['local', 'server', 'worker', 'features', 'contract', ...adapters],
};
const bannedNames = new Set([
  'utils',
  'util',
  'helpers',
  'helper',
  'lib',
  'common',
  'shared',
  'misc',
  'core',
  'manager',
]);
/** In lines. A test reads from top to bottom and may be longer. */
const longestFile = 250;
const longestTest = 400;

const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /(^|\/)(test|e2e|faults)\//.test(path);
/** `packages/db/src/x.ts` is of `db`, in `packages/db`. */
function homeOf(path: string): { name: string; folder: string } {
  const [first = '', second = ''] = path.split('/');
  const grouped = first === 'packages' || first === 'apps';
  return grouped ? { name: second, folder: `${first}/${second}` } : { name: first, folder: first };
}
const packageFolders = [
  ...new Set(files.filter((path) => /^(packages|apps)\//.test(path)).map((p) => homeOf(p).folder)),
];

test('no file or folder has a name that says nothing', () => {
  const banned = files.filter((path) =>
    path.split('/').some((part) => part.split('.').some((word) => bannedNames.has(word))),
  );
  expect(banned).toEqual([]);
  expect(files.filter((path) => /^index\.tsx?$/.test(basename(path)))).toEqual([]);
});

test('files are named in kebab-case', () => {
  const odd = sources.filter(({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(basename(path)));
  expect(odd.map(({ path }) => path)).toEqual([]);
});

test('no file is longer than an eye can hold', () => {
  const long = sources.filter(
    ({ path, text }) => text.trimEnd().split('\n').length > (isTest(path) ? longestTest : longestFile),
  );
  expect(long.map(({ path }) => path)).toEqual([]);
});

test('imports between packages go down, never up or sideways', () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const { name } = homeOf(path);
    // a test of a process plays the world around it: people, tools, models
    if (isTest(path) && path.startsWith('apps/')) return [];
    const allowed = mayImport[name] ?? [];
    return imports
      .map(({ target }) => /^@millrace\/([^/]+)/.exec(target)?.[1])
      .filter((target) => target !== undefined && target !== name && !allowed.includes(target))
      .map((target) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('a package is entered by its name, not by a path into it', () => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const { name, folder } = homeOf(path);
    if (name === 'scripts' || !packageFolders.includes(folder)) return [];
    return imports
      .filter(({ target }) => packageFolders.some((other) => other !== folder && target.startsWith(`${other}/`)))
      .map(({ target }) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('the client knows only the types of the features', () => {
  const wrong = sources.filter(
    ({ path, imports }) =>
      homeOf(path).name === 'client' &&
      !isTest(path) &&
      imports.some(({ target, typeOnly }) => target.startsWith('@millrace/features') && !typeOnly),
  );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('the contract imports nothing but zod', () => {
  const wrong = sources.flatMap(({ path, imports }) =>
    homeOf(path).name === 'contract' && !isTest(path)
      ? imports.filter(({ target }) => target !== 'zod' && !target.startsWith('packages/contract/')).map(() => path)
      : [],
  );
  expect(wrong).toEqual([]);
});

test('no files import each other in a ring', () => {
  const known = new Set(sources.map(({ path }) => path));
  const edges = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ target, typeOnly }) => !typeOnly && known.has(target)).map(({ target }) => target),
    ]),
  );
  expect(findRing(edges)).toBeUndefined();
});

test('a ring is found where there is one', () => {
  const edges = new Map([
    ['a', ['b']],
    ['b', ['c', 'd']],
    ['c', []],
    ['d', ['b']],
  ]);
  expect(findRing(edges)).toEqual(['b', 'd', 'b']);
});

test('a handler is imported by the worker face of its slice alone, and worker faces by the worker alone', () => {
  const executes = (target: string) =>
    target.endsWith('.handler.ts') ||
    /^packages\/features\/src\/([^/]+\/worker|worker-faces|handlers)\.ts$/.test(target);
  const mayExecute = (path: string) =>
    /^packages\/features\/src\/([^/]+\/worker|worker-faces|handlers|worker)\.ts$/.test(path);
  const wrong = sources
    .filter(({ path }) => !isTest(path) && !mayExecute(path))
    .filter(({ imports }) => imports.some(({ target, typeOnly }) => !typeOnly && executes(target)));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('the environment is read where a process begins, and nowhere else', () => {
  const mayRead = ({ path }: SourceFile) =>
    /^apps\/[^/]+\/src\/env\.ts$/.test(path) ||
    /^(scripts|bench|apps\/local)\//.test(path) ||
    path.endsWith('.config.ts') ||
    isTest(path);
  const wrong = sources.filter((file) => !mayRead(file) && /\bprocess\.env\b/.test(file.text));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('nobody asks the outside but egress and llm', () => {
  const clients = /^(node:)?(https?|http2)$|^(undici|got|axios|node-fetch|ky|superagent)$/;
  const wrong = sources
    .filter(({ path }) => !isTest(path) && homeOf(path).name === 'features')
    .filter(
      ({ text, imports }) =>
        imports.some(({ target, typeOnly }) => !typeOnly && clients.test(target)) || /(?<![.\w])fetch\(/.test(text),
    );
  expect(wrong.map(({ path }) => path)).toEqual([]);
});

test('each package has a README of less than 40 lines', () => {
  const lengths = packageFolders.map((folder) => {
    const path = join(folder, 'README.md');
    return [folder, existsSync(join(root, path)) ? read(path).trimEnd().split('\n').length : 'missing'] as const;
  });
  expect(lengths.filter(([, length]) => length === 'missing' || length >= 40)).toEqual([]);
});

test('links in Markdown files lead somewhere', () => {
  const broken = files
    .filter((path) => extname(path) === '.md' && !isTest(path) && !path.startsWith('docs/research'))
    .flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|mailto:|#)([^)\s]+)\)/g)]
        .map(([, target = '']) => join(dirname(path), target.split('#')[0] ?? ''))
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => `${path} → ${target}`),
    );
  expect(broken).toEqual([]);
});

test.runIf(existsSync(join(root, 'README.md')))('the README names every package, and none that is not there', () => {
  const readme = read('README.md');
  for (const folder of packageFolders) expect(readme, `README.md names ${folder}`).toContain(basename(folder));
  const named = [...readme.matchAll(/`((?:packages|apps)\/[a-z]+)\/?`/g)].map(([, folder]) => folder ?? '');
  expect(named.filter((folder) => !packageFolders.includes(folder))).toEqual([]);
});
