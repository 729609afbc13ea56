import type { Pool, PoolClient } from 'pg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Asker } from './fair-line.ts';
import { onBehalfOf, onBehalfOfNobody, sharePool } from './share-pool.ts';

const ada: Asker = { group: 'north', member: 'ada' };
const ben: Asker = { group: 'north', member: 'ben' };

// time is charged, too: here none passes
beforeEach(() => void vi.spyOn(performance, 'now').mockReturnValue(0));
afterEach(() => void vi.restoreAllMocks());

/** A pool that has as many connections as are asked for, unless `fault` says why not. */
function fakePool() {
  const fake = {
    fault: undefined as Error | undefined,
    async connect() {
      if (fake.fault) throw fake.fault;
      return { release() {} } as unknown as PoolClient;
    },
  };
  return fake as typeof fake & Pool;
}

/** Lets all that can go on go on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a query of somebody who asks rarely comes after one of a crowd, and not after all', async () => {
  const pool = fakePool();
  const hasFree = sharePool(pool, 1);
  const order: string[] = [];
  const held: PoolClient[] = [];
  const ask = (asker: Asker, name: string) =>
    onBehalfOf(asker, () => pool.connect()).then((client) => {
      order.push(name);
      held.push(client);
    });
  for (let n = 1; n <= 50; n += 1) void ask(ada, `ada ${n}`);
  void ask(ben, 'ben');
  await settled();
  expect(order).toEqual(['ada 1']);
  expect(hasFree()).toBe(false);
  held.pop()?.release();
  await settled();
  expect(order).toEqual(['ada 1', 'ben']);
  for (let n = 0; n < 60; n += 1) {
    held.pop()?.release();
    await settled();
  }
  expect(order).toHaveLength(51);
  expect(hasFree()).toBe(true);
});

test('a request of several queries, one after the other, waits for one query of a crowd', async () => {
  const clock = vi.spyOn(performance, 'now');
  let now = 0;
  clock.mockImplementation(() => now);
  const pool = fakePool();
  sharePool(pool, 1);
  const order: string[] = [];
  const ask = async (asker: Asker, name: string, tookMs: number) => {
    const client = await onBehalfOf(asker, () => pool.connect());
    order.push(name);
    now += tookMs;
    client.release();
  };
  const first = await onBehalfOf(ada, () => pool.connect());
  const crowd = Array.from({ length: 20 }, (_, n) => ask(ada, `ada ${n}`, 10));
  now += 10;
  const request = (async () => {
    for (const name of ['ben 1', 'ben 2', 'ben 3']) await ask(ben, name, 1);
  })();
  first.release();
  await request;
  expect(order).toEqual(['ben 1', 'ben 2', 'ben 3']);
  await Promise.all(crowd);
  expect(order).toHaveLength(23);
});

test('what outlives whoever began it is not theirs', async () => {
  const pool = fakePool();
  sharePool(pool, 1);
  const order: string[] = [];
  const held = await onBehalfOf(ben, () => pool.connect());
  const ask = (name: string) =>
    pool.connect().then((client) => {
      order.push(name);
      client.release();
    });
  onBehalfOf(ada, () => {
    void ask('ada 1');
    void ask('ada 2');
    onBehalfOfNobody(() => void ask('a timer'));
  });
  held.release();
  await expect.poll(() => order).toHaveLength(3);
  expect(order).toEqual(['a timer', 'ada 1', 'ada 2']);
});

test('a connection that cannot be opened frees its place', async () => {
  const pool = fakePool();
  const hasFree = sharePool(pool, 1);
  pool.fault = new Error('no server');
  const both = await Promise.allSettled([pool.connect(), pool.connect()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(hasFree()).toBe(true);
});
