import { basename, dirname } from 'node:path';
import { expect, test } from 'vitest';
import { listFiles, readSources } from './read-house.ts';
import { mayImportSlice, wings } from './wings.ts';

const sources = readSources(listFiles());
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || /(^|\/)(test|e2e)\//.test(path);

/** Where the slices of each floor live: what is said, what is done, what is seen. */
const said = 'packages/contract/src';
const done = 'packages/features/src';
const seen = 'apps/web/src/features';
/** Folders of the contract that belong to an adapter instead of a slice. */
const adaptersWords = ['reading'];

const sliceIn = (folder: string, path: string) =>
  path.startsWith(`${folder}/`) && path.slice(folder.length + 1).includes('/')
    ? path.slice(folder.length + 1).split('/')[0]
    : undefined;
const slicesIn = (folder: string) => [
  ...new Set(sources.map(({ path }) => sliceIn(folder, path)).filter((slice) => slice !== undefined)),
];

test.each([done, seen])('in %s a slice imports only what its wing may import', (folder) => {
  const wrong = sources.flatMap(({ path, imports }) => {
    const own = sliceIn(folder, path);
    if (own === undefined || isTest(path)) return [];
    return imports
      .map(({ target }) => ({ target, slice: sliceIn(folder, target) }))
      .filter(({ slice }) => slice !== undefined && slice !== own && !mayImportSlice(own, slice))
      .map(({ target }) => `${path} imports ${target}`);
  });
  expect(wrong).toEqual([]);
});

test('a slice has one name in contract, server and web', () => {
  const named = new Set([...slicesIn(done), ...slicesIn(seen)]);
  const alone = slicesIn(said).filter((slice) => !named.has(slice) && !adaptersWords.includes(slice));
  expect(alone).toEqual([]);
});

test('wings name slices that are there, or are still to come', () => {
  const there = new Set([...slicesIn(said), ...slicesIn(done), ...slicesIn(seen)]);
  const toCome = [
    'audit',
    'notifications',
    'schemes',
    'classification',
    'comparisons',
    'vault',
    'people',
    'cases',
    'intake',
    'deliveries',
    'changes',
    'schedules',
    'shares',
    'transfer',
    'webhooks',
    'operations',
  ];
  const unknown = Object.values(wings).flatMap(({ slices }) =>
    slices.filter((slice) => !there.has(slice) && !toCome.includes(slice)),
  );
  expect(unknown).toEqual([]);
});

test('no slice stands in two wings', () => {
  const all = Object.values(wings).flatMap(({ slices }) => slices);
  expect(all.filter((slice, i) => all.indexOf(slice) !== i)).toEqual([]);
});

test('a wing is open downwards only: nobody imports a wing that imports it', () => {
  const open = (from: string, to: string) =>
    wings[from]?.mayImport.some((name) => name === to || name.startsWith(`${to}/`)) ?? false;
  const names = Object.keys(wings);
  const mutual = names.flatMap((a) => names.filter((b) => a < b && open(a, b) && open(b, a)).map((b) => `${a} ⇄ ${b}`));
  expect(mutual).toEqual([]);
});

/** In files of TypeScript, tests and migrations not counted: what a person still finds their way in. */
const mostFiles = 30;

test('no folder holds more files than a person can oversee', () => {
  const counts = new Map<string, number>();
  for (const { path } of sources) {
    if (isTest(path) || path.includes('/migrations/')) continue;
    counts.set(dirname(path), (counts.get(dirname(path)) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > mostFiles)).toEqual([]);
});

test('reading knows no product word', () => {
  const words = /\b(workspace|conversation|chat|tenant|grievance|classification)s?\b/i;
  const wrong = sources
    .filter(({ path }) => path.startsWith('packages/reading/src/') && !isTest(path))
    .filter(({ text }) => words.test(text));
  expect(wrong.map(({ path }) => basename(path))).toEqual([]);
});

test('fault tests of the whole product stand in faults/', () => {
  const wrong = sources.filter(({ path }) => path.startsWith('apps/') && path.endsWith('.fault.test.ts'));
  expect(wrong.map(({ path }) => path)).toEqual([]);
});
