import { transact } from '@millrace/db/database';
import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { addLinks, claimItem, dueInMs, takeBackLost } from './frontier.queries.ts';
import { putOff, takeTurn } from './host-clock.ts';

let database: TestDatabase;
let placed: { workspaceId: string; sourceId: string };
const limits = { maxVariants: 3, maxPages: 1_000 };
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const { db } = database;
  const { id: workspaceId } = await db
    .insertInto('workspaces')
    .values({ name: 'w' })
    .returning('id')
    .executeTakeFirstOrThrow();
  const { id: sourceId } = await db
    .insertInto('sources')
    .values({ workspaceId, kind: 'site', title: 's' })
    .returning('id')
    .executeTakeFirstOrThrow();
  placed = { workspaceId, sourceId };
});
const add = (urls: string[], depth = 0) =>
  transact(database.db, (trx) => addLinks(trx, placed, { urls, depth, foundOn: null }, limits));
const claim = (delayMs = 0) => transact(database.db, (trx) => claimItem(trx, placed.sourceId, delayMs));
const rows = () =>
  database.db
    .selectFrom('sourceItems')
    .selectAll()
    .where('sourceId', '=', placed.sourceId)
    .orderBy('position')
    .execute();

test('an address is there once, whoever adds it and how many at once', async () => {
  const urls = ['https://a.org/1', 'https://a.org/2', 'https://a.org/1'];
  const added = await Promise.all([add(urls), add(urls), add(urls)]);
  expect(added.reduce((sum, count) => sum + count)).toBe(2);
  expect((await rows()).map((row) => row.url).sort()).toEqual(['https://a.org/1', 'https://a.org/2']);
});

test('of the variants of one path only so many are taken, and one more says so', async () => {
  await add(['https://a.org/x?d=1', 'https://a.org/x?d=2']);
  await add([
    'https://a.org/x?d=3',
    'https://a.org/x?d=4',
    'https://a.org/x?d=5',
    'https://a.org/x',
    'https://a.org/y?d=1',
  ]);
  const found = await rows();
  expect(found.filter((row) => row.status === 'queued').map((row) => row.url)).toEqual([
    'https://a.org/x?d=1',
    'https://a.org/x?d=2',
    'https://a.org/x?d=3',
    'https://a.org/x',
    'https://a.org/y?d=1',
  ]);
  expect(found.filter((row) => row.status === 'skipped').map((row) => [row.url, row.code])).toEqual([
    ['https://a.org/x?d=4', 'variants'],
  ]);
});

test('each item is claimed by exactly one of many that ask at once, nearest to the start first', async () => {
  await add(['https://deep.org/1'], 2);
  await add(
    Array.from({ length: 9 }, (_, n) => `https://host${n}.org/`),
    1,
  );
  expect((await claim())?.depth).toBe(1);
  const claimed = await Promise.all(Array.from({ length: 30 }, () => claim()));
  // on a real server those that meet on one row may get nothing for the moment
  let more = await claim();
  const all = claimed.filter((item) => item !== undefined);
  for (; more; more = await claim()) all.push(more);
  expect(all).toHaveLength(9);
  expect(new Set(all.map((item) => item.id)).size).toBe(9);
  expect(all.at(-1)?.url).toBe('https://deep.org/1');
});

test('a host is asked by one at a time, whoever they are, and rests as long as it asked to', async () => {
  const turns = await Promise.all(Array.from({ length: 20 }, () => takeTurn(database.db, 'https://one.org', 60_000)));
  expect(turns.filter(Boolean)).toHaveLength(1);
  await add(['https://rests.org/1', 'https://rests.org/2']);
  expect(await claim(60_000)).toBeDefined();
  expect(await claim(60_000)).toBeUndefined();
  expect(await dueInMs(database.db, placed.sourceId)).toBeGreaterThan(50_000);
  await putOff(database.db, 'https://rests.org', 600_000);
  await putOff(database.db, 'https://rests.org', 10);
  expect(await dueInMs(database.db, placed.sourceId)).toBeGreaterThan(500_000);
});

test('what a dead worker had in hand waits again, and a page that kills workers is given up', async () => {
  await add(['https://kills.org/']);
  for (const status of ['queued', 'queued', 'failed']) {
    await sql`update source_items set status = 'fetching' where source_id = ${placed.sourceId}`.execute(database.db);
    await transact(database.db, (trx) => takeBackLost(trx, placed.sourceId));
    expect((await rows()).map((row) => row.status)).toEqual([status]);
  }
  expect((await rows())[0]?.reason).toMatch(/worker stopped/);
});
