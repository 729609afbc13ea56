import { openRedisHealth } from '@millrace/queue/redis-health';
import { expect, it } from 'vitest';
import { testApp } from '../../test/test-app.ts';
import { startRedis } from '../../test/test-redis.ts';
import { watchHealth } from './health.ts';

it('tells which part is down, and that it is back', async () => {
  await using app = await testApp();
  const { db } = app.services;
  const redis = await startRedis(['--appendonly', 'yes', '--save', '']);
  const redisHealth = openRedisHealth(redis.url);
  const health = watchHealth({ db, redis: redisHealth });
  expect(await health.check()).toEqual({ database: true, redis: true, degraded: [] });
  await redis.command('CLIENT PAUSE 1500 ALL');
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
