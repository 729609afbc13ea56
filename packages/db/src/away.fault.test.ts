import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { onRealPostgres, openTestDatabase } from '../test/test-database.ts';
import { transact } from './database.ts';
import { isDatabaseAway } from './database-away.ts';

test.runIf(onRealPostgres)(
  'a connection that dies inside a transaction fails that transaction and nothing else',
  async () => {
    await using database = await openTestDatabase();
    const { db } = database;
    const broken = transact(db, async (trx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    });
    const error = await broken.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isDatabaseAway(error)).toBe(true);
    expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  },
);
