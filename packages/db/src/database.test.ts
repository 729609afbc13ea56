import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../test/test-database.ts';
import { transact } from './database.ts';

let fixture: TestDatabase;

beforeAll(async () => {
  fixture = await openTestDatabase();
});
afterAll(() => fixture.close());

const names = async () => (await fixture.db.selectFrom('workspaces').select('name').execute()).map((row) => row.name);

test('a query on the root database inside a transaction throws, and the transaction is rolled back', async () => {
  const { db } = fixture;
  const wrong = transact(db, async (trx) => {
    await trx.insertInto('workspaces').values({ name: 'lost' }).execute();
    await db.selectFrom('workspaces').selectAll().execute();
  });
  await expect(wrong).rejects.toThrow('pass the transaction down');
  expect(await names()).not.toContain('lost');
});

test('after a transaction the root database is free again, also for what began inside and goes on outside', async () => {
  const { db } = fixture;
  await transact(db, (trx) => trx.insertInto('workspaces').values({ name: 'kept' }).execute());
  expect(await names()).toContain('kept');
});

test('counts are numbers and times are dates', async () => {
  const { db } = fixture;
  const row = await db
    .selectNoFrom((eb) => [
      eb.fn.countAll().as('count'),
      sql<Date>`now()`.as('now'),
      sql`9007199254740991::int8`.as('most'),
    ])
    .executeTakeFirstOrThrow();
  expect(row.count).toBe(1);
  expect(row.most).toBe(Number.MAX_SAFE_INTEGER);
  expect(row.now).toBeInstanceOf(Date);
});

test('vectors are compared', async () => {
  const { rows } = await sql<{ far: number }>`select '[1,0]'::vector <=> '[0,1]'::vector as far`.execute(fixture.db);
  expect(rows).toEqual([{ far: 1 }]);
});
