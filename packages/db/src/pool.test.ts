import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { createServerDatabase, onRealPostgres } from '../test/test-database.ts';
import { openDatabase } from './database.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { checkDatabase, openPool } from './pool.ts';

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

test('a server that is not there is reported with what to check', async () => {
  const db = openDatabase(openPool(`postgres://nobody@127.0.0.1:${await freePort()}/none`, { max: 1 }));
  await expect(checkDatabase(db)).rejects.toMatchObject({ kind: 'unavailable', reason: 'db.unreachable' });
  await expect(checkDatabase(db)).rejects.toThrow('Check DATABASE_URL');
  await db.destroy();
});

test.runIf(onRealPostgres)('several processes may migrate one server database at once', async () => {
  const { url, drop } = await createServerDatabase();
  const each = Array.from({ length: 4 }, () => openDatabase(openPool(url, { max: 2 })));
  const ran = await Promise.all(each.map((db) => migrate(db)));
  expect(ran.flat().filter((name) => name === '0001-house')).toHaveLength(1);
  for (const db of each) {
    expect(await pendingMigrations(db)).toEqual([]);
    await checkDatabase(db);
    await db.destroy();
  }
  await drop();
});
