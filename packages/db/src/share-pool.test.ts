import type { Pool, PoolClient } from 'pg';
import { expect, test } from 'vitest';
import type { Asker } from './fair-line.ts';
import { onBehalfOf, onBehalfOfNobody, sharePool } from './share-pool.ts';

const ada: Asker = { group: 'north', member: 'ada' };
const ben: Asker = { group: 'north', member: 'ben' };

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

test('what outlives whoever began it is not theirs', async () => {
  const pool = fakePool();
  sharePool(pool, 1);
  const order: string[] = [];
  const held = await pool.connect();
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
  // nobody was served first, by `held`; then they take turns
  expect(order).toEqual(['ada 1', 'a timer', 'ada 2']);
});

test('a connection that cannot be opened frees its place', async () => {
  const pool = fakePool();
  const hasFree = sharePool(pool, 1);
  pool.fault = new Error('no server');
  const both = await Promise.allSettled([pool.connect(), pool.connect()]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(hasFree()).toBe(true);
});
