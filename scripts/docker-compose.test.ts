import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from '@millrace/features/settings-from-env';
import { serverEnv } from '@millrace/server/env';
import { workerEnv } from '@millrace/worker/env';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { root } from './root.mjs';

// The part of the Compose Specification that we use, strictly: a key that is misspelt or misplaced is a fault here, not a surprise there.
const duration = z.string().regex(/^(\d+(ms|s|m|h))+$/);
const texts = z.array(z.string());
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.enum(['CMD', 'CMD-SHELL'])]).rest(z.string()),
    interval: duration.optional(),
    timeout: duration.optional(),
    start_period: duration.optional(),
    retries: z.int().positive().optional(),
  }),
]);
const service = z
  .strictObject({
    build: z.string().optional(),
    image: z.string().optional(),
    init: z.boolean().optional(),
    restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
    command: texts.optional(),
    env_file: z.string().optional(),
    environment: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).optional(),
    ports: z.array(z.string().regex(/^(\d+\.\d+\.\d+\.\d+:)?\d+(-\d+)?:\d+$/)).optional(),
    volumes: z.array(z.string().regex(/^[a-z]+:\/[^:]+(:ro)?$/)).optional(),
    depends_on: z
      .record(
        z.string(),
        z.strictObject({
          condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']),
        }),
      )
      .optional(),
    healthcheck: healthcheck.optional(),
    stop_grace_period: duration.optional(),
    deploy: z.strictObject({ replicas: z.int().positive() }).optional(),
  })
  .refine((it) => it.build !== undefined || it.image !== undefined, 'a service needs build or image');
const composeFile = z
  .object({ name: z.string(), services: z.record(z.string(), service), volumes: z.record(z.string(), z.null()) })
  .catchall(z.unknown())
  .refine((it) =>
    Object.keys(it).every((key) => ['name', 'services', 'volumes'].includes(key) || key.startsWith('x-')),
  );

const read = (name: string) => readFileSync(join(root, name), 'utf8');
const compose = composeFile.parse(parse(read('docker-compose.yml'), { merge: true }));
const services = Object.entries(compose.services);

test('docker-compose.yml is valid, and has what the full mode needs', () => {
  expect(Object.keys(compose.services).sort()).toEqual(['migrate', 'postgres', 'server', 'valkey', 'worker']);
});

test('what a service waits for exists and can become so', () => {
  for (const [name, { depends_on }] of services) {
    for (const [other, { condition }] of Object.entries(depends_on ?? {})) {
      const target = compose.services[other];
      expect(target, `${name} waits for ${other}`).toBeDefined();
      const check = target?.healthcheck;
      if (condition === 'service_healthy') expect(check && 'test' in check, `${other} has a health check`).toBe(true);
      if (condition === 'service_completed_successfully') expect(target?.restart, `${other} ends`).toBe('no');
    }
  }
});

test('every volume that is mounted is declared, and the other way round', () => {
  const mounted = services.flatMap(([, { volumes }]) => (volumes ?? []).map((volume) => volume.split(':')[0]));
  expect([...new Set(mounted)].sort()).toEqual(Object.keys(compose.volumes).sort());
});

test('each command of ours names a file that exists', () => {
  const files = services.flatMap(([, { command }]) => (command?.[0] === 'node' ? [command[1] ?? ''] : []));
  expect(files).toHaveLength(3);
  for (const file of files) expect(existsSync(join(root, file)), file).toBe(true);
});

test.each([
  ['server', serverEnv],
  ['worker', workerEnv],
])('the environment of the %s passes its own check, together with .env.example', (name, schema) => {
  const secret = 'q7Zt1vXw0LrB4yNc8KdJ2mHs6PfGa3Ue9TiVoRxE';
  const given = Object.entries(compose.services[name]?.environment ?? {}).map(([key, value]) => [
    key,
    value.replace(/\$\{(\w+):\?[^}]*\}/g, (_, variable) => (variable === 'MILLRACE_SECRET' ? secret : 'pw')),
  ]);
  expect(parseEnv(schema, Object.fromEntries(given))).toMatchObject({ NODE_ENV: 'production' });
});

test('the store of the queue evicts nothing and logs everything', () => {
  const command = compose.services.valkey?.command?.join(' ');
  expect(command).toContain('--appendonly yes');
  expect(command).toContain('--maxmemory-policy noeviction');
});

test('the image is built with the same pnpm as everywhere, and does not run as root', () => {
  const { packageManager } = JSON.parse(read('package.json')) as { packageManager: string };
  expect(read('Dockerfile')).toContain(`npm install --global ${packageManager}\n`);
  expect(read('Dockerfile')).toMatch(/^USER node$/m);
});
