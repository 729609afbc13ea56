import { randomUUID } from 'node:crypto';
import { transact } from '@millrace/db/database';
import { openTestDatabase, type TestDatabase } from '@millrace/db/test/test-database';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { claimItems, dueInMs, heldOf, putBack, renewClaims, takeBackLost } from './frontier.queries.ts';
import { putOff, takeFetchSlot } from './hosts/host-clock.ts';
import { addLinks } from './links/add-links.ts';

let database: TestDatabase;
let placed: { workspaceId: string; sourceId: string };
const limits = { maxVariants: 3, maxPages: 1_000, maxDepth: 2 };
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
  transact(database.db, (trx) =>
    addLinks(
      { trx, ...placed, addresses: 0, ready: 0, known: new Map(), written: new Map() },
      { urls, depth, foundOn: null },
      limits,
    ),
  );
const claimant = randomUUID();
const claim = async (delayMs = 0, most = 1) =>
  (await transact(database.db, (trx) => claimItems(trx, { sourceId: placed.sourceId, claimant, most, delayMs })))[0];
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

test('a page that was met on a longer way first is nearer from then on, and asked again where its links were not followed', async () => {
  const { db } = database;
  await add(['https://a.org/waits', 'https://a.org/read'], 2);
  await db.updateTable('sourceItems').set({ status: 'ready', etag: '"1"' }).where('url', 'like', '%/read').execute();
  await add(['https://a.org/waits', 'https://a.org/read'], 1);
  expect(await rows()).toMatchObject([
    { depth: 1, status: 'queued' },
    { depth: 1, status: 'queued', etag: null },
  ]);
  await db.updateTable('sourceItems').set({ status: 'ready' }).where('url', 'like', '%/read').execute();
  await add(['https://a.org/read'], 0);
  expect(await rows()).toMatchObject([{}, { depth: 0, status: 'ready' }]);
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

test('of a loop of links one address shows, and none is asked for', async () => {
  await add(['https://a.org/b/c/b/c', 'https://a.org/b/c/b/c/b/c'], 1);
  expect(await rows()).toMatchObject([{ status: 'queued' }, { status: 'skipped', code: 'loop' }]);
});

test('each item is claimed by exactly one of many that ask at once, nearest to the start first', async () => {
  // added first, and yet not the first that is claimed
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
});

test('a host is asked by one at a time, whoever they are, and rests as long as it asked to', async () => {
  const turns = await Promise.all(
    Array.from({ length: 20 }, () => takeFetchSlot(database.db, 'https://one.org', 60_000)),
  );
  expect(turns.filter(Boolean)).toHaveLength(1);
  await add(['https://rests.org/1', 'https://rests.org/2']);
  expect(await claim(60_000)).toBeDefined();
  expect(await claim(60_000)).toBeUndefined();
  expect(await dueInMs(database.db, placed.sourceId)).toBeGreaterThan(50_000);
  await putOff(database.db, 'https://rests.org', 600_000);
  await putOff(database.db, 'https://rests.org', 10);
  expect(await dueInMs(database.db, placed.sourceId)).toBeGreaterThan(500_000);
});

test('a host that is known to need no rest is asked many things at once, and another one thing at a time', async () => {
  const { db } = database;
  await db.insertInto('crawlHosts').values({ origin: 'https://free.org', robotsState: 'absent' }).execute();
  await add([1, 2, 3].flatMap((n) => [`https://free.org/${n}`, `https://new.org/${n}`]));
  const items = await transact(db, (trx) =>
    claimItems(trx, { sourceId: placed.sourceId, claimant, most: 10, delayMs: 0 }),
  );
  expect(items.map((item) => item.url)).toEqual([
    'https://free.org/1',
    'https://new.org/1',
    'https://free.org/2',
    'https://free.org/3',
  ]);
});

test('what a dead worker had in hand waits again, and a page that kills workers is given up', async () => {
  await add(['https://kills.org/']);
  for (const status of ['queued', 'queued', 'failed']) {
    const item = await claim();
    const takeBack = () => transact(database.db, (trx) => takeBackLost(trx, placed.sourceId));
    await takeBack();
    expect((await rows()).map((row) => row.status)).toEqual(['fetching']);
    await sql`update source_items set claimed_until = now() - interval '1 s' where id = ${item?.id}`.execute(
      database.db,
    );
    await takeBack();
    expect((await rows()).map((row) => row.status)).toEqual([status]);
  }
  expect((await rows())[0]?.reason).toMatch(/worker crashed/);
});

test('a claim is renewed by whoever has it and by nobody else, and an orderly stop gives it back', async () => {
  const { db } = database;
  await add(['https://long.org/']);
  const item = await claim();
  const held = () => transact(db, (trx) => heldOf(trx, [item?.id as string], claimant));
  expect((await held()).size).toBe(1);
  await sql`update source_items set claimed_until = now() - interval '1 s' where id = ${item?.id}`.execute(db);
  await renewClaims(db, placed.sourceId, randomUUID());
  expect((await rows())[0]?.claimedUntil?.getTime()).toBeLessThan(item?.claimedUntil?.getTime() as number);
  await renewClaims(db, placed.sourceId, claimant);
  await transact(db, (trx) => takeBackLost(trx, placed.sourceId));
  expect((await held()).size).toBe(1);
  await putBack(db, placed.sourceId, claimant);
  expect((await held()).size).toBe(0);
  expect(await rows()).toMatchObject([{ status: 'queued', crashes: 0 }]);
});
