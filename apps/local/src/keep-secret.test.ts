import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepSecret } from './keep-secret.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-secret-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('is made once, for its owner alone, and stays', () => {
  const secret = keepSecret(folder);
  expect(secret.length).toBeGreaterThanOrEqual(64);
  expect(keepSecret(folder)).toBe(secret);
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['secret']);
});

it.each([
  ['empty', ''],
  ['too short', 'half of a secr'],
])('one that is %s is refused in words and left as it is', (what, content) => {
  writeFileSync(join(folder, 'secret'), content);
  expect(() => keepSecret(folder)).toThrow(what);
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe(content);
});

it('one that cannot be read is refused in words', () => {
  // what a backup that went wrong may leave in its place
  mkdirSync(join(folder, 'secret'));
  expect(() => keepSecret(folder)).toThrow('cannot be read');
});
