import { openRedisHealth } from '@millrace/queue/redis-health';
import { expect, it } from 'vitest';
import { testApp } from '../../test/test-app.ts';
import { startRedis } from '../../test/test-redis.ts';
import { watchHealth } from './health.ts';

it('tells which part is down, and that it is back', async () => {
  await using app = await testApp();
  const { db, storage } = app.services;
  const redis = await startRedis(['--appendonly', 'yes', '--save', '']);
  const redisHealth = openRedisHealth(redis.url);
  const health = watchHealth({ db, redis: redisHealth, storage });
  expect(await health.check()).toMatchObject({ database: true, redis: true, disk: expect.any(String) });
  await redis.command('CLIENT PAUSE 4000 ALL');
  expect(await health.check()).toMatchObject({ database: true, redis: false });
  await expect.poll(() => health.check(), { timeout: 10_000 }).toMatchObject({ redis: true });
  await redis.close();
  expect(await health.check()).toMatchObject({ database: true, redis: false });
  await redisHealth.close();
});

it('is shown to the owner of the instance alone', async () => {
  await using app = await testApp();
  expect(await app.client.system.status.query()).toMatchObject({ database: true, redis: true });
  const grace = await app.as('grace');
  await expect(grace.client.system.status.query()).rejects.toMatchObject({ data: { kind: 'forbidden' } });
});

it.each([
  [10 * 1_048_576, 'full', /full \(10 MB left\)/],
  [300 * 1_048_576, 'low', /only 300 MB left/],
  [10_000 * 1_048_576, 'ok', undefined],
] as const)('a disk with %i free bytes is %s', async (free, disk, words) => {
  await using app = await testApp();
  const redis = { ping: async () => undefined, faults: async () => [], taken: () => 0, close: async () => undefined };
  const health = watchHealth({ db: app.services.db, redis, storage: { freeBytes: async () => free } });
  const view = await health.check();
  expect(view).toMatchObject({ database: true, disk });
  if (words) expect(view.degraded).toEqual([expect.stringMatching(words)]);
  else expect(view.degraded).toEqual([]);
});
