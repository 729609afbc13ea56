import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayStart } from './request-ledger.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

async function dayOf(time: string, timeZone: string): Promise<string[]> {
  const now = new Date(time);
  const { rows } = await sql<{ from: Date; until: Date }>`
    select ${dayStart(now, sql`${timeZone}::text`)} as "from", ${dayStart(now, sql`${timeZone}::text`, 1)} as until
  `.execute(database.db);
  return rows.flatMap(({ from, until }) => [from.toISOString(), until.toISOString()]);
}

test('a day begins where the workspace is', async () => {
  expect(await dayOf('2026-01-15T23:30:00Z', 'UTC')).toEqual(['2026-01-15T00:00:00.000Z', '2026-01-16T00:00:00.000Z']);
  expect(await dayOf('2026-01-15T23:30:00Z', 'Asia/Tokyo')).toEqual([
    '2026-01-15T15:00:00.000Z',
    '2026-01-16T15:00:00.000Z',
  ]);
});

test('the day on which clocks change has 23 or 25 hours', async () => {
  expect(await dayOf('2026-03-29T12:00:00Z', 'Europe/Berlin')).toEqual([
    '2026-03-28T23:00:00.000Z',
    '2026-03-29T22:00:00.000Z',
  ]);
  expect(await dayOf('2026-10-25T12:00:00Z', 'Europe/Berlin')).toEqual([
    '2026-10-24T22:00:00.000Z',
    '2026-10-25T23:00:00.000Z',
  ]);
});
