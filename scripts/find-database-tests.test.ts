import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { findDatabaseTests } from './find-database-tests.ts';
import { listFiles, read } from './read-house.ts';
import { slowTests } from './slow-first.ts';

const found = findDatabaseTests();
const sql = /\b(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql`|\bsql\.raw\(/;

test('what is tried on both databases is what opens one, by whatever way', () => {
  const names = found.map((path) => basename(path));
  expect(names).toEqual(expect.arrayContaining(['database.test.ts', 'matrix.test.ts', 'engine.test.ts']));
  expect(names).not.toContain('parse-query.test.ts');
  const calling = listFiles().filter(
    (path) => /^packages\/.*\.test\.ts$/.test(path) && /\b(?:testApp|openTestDatabase)\(/.test(read(path)),
  );
  expect(calling.filter((path) => !found.includes(path))).toEqual([]);
});

test('no SQL is written where the tests run on one database alone', () => {
  const written = listFiles().filter((path) => /^apps\/[^/]+\/src\/.*\.tsx?$/.test(path) && !/\.test\.ts$/.test(path));
  expect(written.length).toBeGreaterThan(0);
  expect(written.filter((path) => sql.test(read(path)))).toEqual([]);
});

test('the tests that come first are there', () => {
  const names = new Set(listFiles().map((path) => basename(path)));
  expect(slowTests.filter((name) => !names.has(name))).toEqual([]);
});
