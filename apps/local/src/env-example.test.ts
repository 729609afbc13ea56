import { readFileSync } from 'node:fs';
import { parseEnv } from '@millrace/features/settings-from-env';
import { serverEnv } from '@millrace/server/env';
import { workerEnv } from '@millrace/worker/env';
import { expect, test } from 'vitest';

const lines = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8').split('\n');
const example = Object.fromEntries(
  lines.filter((line) => /^[A-Z]/.test(line)).map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
);
const needed = {
  DATABASE_URL: 'postgres://localhost/millrace',
  REDIS_URL: 'redis://localhost',
  MILLRACE_SECRET: 'q7Zt1vXw0LrB4yNc8KdJ2mHs6PfGa3Ue9TiVoRxE',
};

test('.env.example names every setting, and no other', () => {
  const known = new Set([...Object.keys(serverEnv.shape), ...Object.keys(workerEnv.shape)]);
  expect(Object.keys(example).sort()).toEqual([...known].sort());
});

test('each setting is explained above its line', () => {
  const bare = lines.filter((line, n) => /^[A-Z]/.test(line) && !/^(#|[A-Z])/.test(lines[n - 1] ?? ''));
  expect(bare).toEqual([]);
});

test.each([
  ['server', serverEnv],
  ['worker', workerEnv],
])('the values that .env.example shows are the defaults of the %s', (_, schema) => {
  const shown = parseEnv(schema, { ...example, ...needed });
  expect(shown).toEqual(parseEnv(schema, needed));
});
