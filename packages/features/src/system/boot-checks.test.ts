import { openDatabase } from '@millrace/db/database';
import { openPool } from '@millrace/db/pool';
import { openTestDatabase } from '@millrace/db/test/test-database';
import { openRedisHealth } from '@millrace/queue/redis-health';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { testLog } from '../../test/test-log.ts';
import { startRedis } from '../../test/test-redis.ts';
import { reportDegraded, requireDatabase } from './boot-checks.ts';

describe('the check of the database', () => {
  it('refuses one that is behind, and says what to run', async () => {
    const { db, close } = await openTestDatabase();
    const { log } = testLog();
    // as a database looks to a newer version
    const done = await sql<{ name: string; timestamp: string }>`delete from kysely_migration returning *`.execute(db);
    await expect(requireDatabase(db, log)).rejects.toMatchObject({
      reason: 'system.pending-migrations',
      message: expect.stringContaining('pnpm migrate'),
    });
    for (const { name, timestamp } of done.rows) {
      await sql`insert into kysely_migration (name, timestamp) values (${name}, ${timestamp})`.execute(db);
    }
    await requireDatabase(db, log);
    await close();
  });

  it('waits for one that is away, and then says so', async () => {
    const db = openDatabase(openPool('postgres://nobody@127.0.0.1:9/none', { max: 1 }));
    const { log, logged } = testLog();
    await expect(requireDatabase(db, log, { patienceMs: 500 })).rejects.toMatchObject({
      reason: 'db.unreachable',
      message: expect.stringContaining('DATABASE_URL'),
    });
    expect(logged).toMatchObject([{ level: 'warn' }]);
    await db.destroy();
  });
});

describe('the check of Redis', () => {
  const report = async (redis: Awaited<ReturnType<typeof startRedis>>) => {
    const health = openRedisHealth(redis.url);
    const { log, logged } = testLog();
    const check = async () => ({ database: true, redis: true, disk: 'ok' as const, degraded: await health.faults() });
    await reportDegraded({ health: { check }, log });
    await health.close();
    return logged.map((line) => line.message);
  };

  it('tells loudly what may lose work, with commands that really cure it', async () => {
    const redis = await startRedis(['--appendonly', 'no', '--save', '', '--maxmemory-policy', 'allkeys-lru']);
    const before = await report(redis);
    expect(before).toEqual([
      expect.stringMatching(/^DEGRADED: Redis may evict .*allkeys-lru/),
      expect.stringMatching(/^DEGRADED: Redis loses/),
    ]);
    const commands = before.join(' ').match(/CONFIG SET [a-z-]+ [a-z]+/g) ?? [];
    expect(commands).toHaveLength(3);
    for (const command of commands) expect(await redis.command(command)).toContain('+OK');
    expect(await report(redis)).toEqual([]);
    await redis.close();
  });
});
