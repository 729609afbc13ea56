import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { iterate, type Open } from '@millrace/bus/iterate';
import type { LoggedEvent } from '@millrace/bus/logged-event';
import { openBus } from '@millrace/bus/open-bus';
import type { Bus, JoinAt } from '@millrace/bus/port';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { listenersOn, sharedRedis, startRedis } from './test-redis.ts';

async function openTestBus(options: Partial<Parameters<typeof openBus>[0]> = {}) {
  const redis = await sharedRedis();
  const prefix = `test-${randomUUID()}:`;
  const bus = openBus({ redisUrl: redis.url, prefix, onError: () => {}, ...options });
  return {
    bus,
    prefix: options.prefix ?? prefix,
    redisUrl: redis.url,
    async [Symbol.asyncDispose]() {
      await bus.close();
      await redis.release();
    },
  };
}

type BusItem = { kind: 'gap' } | { kind: 'event'; event: LoggedEvent };

/** What a watcher is told, in its order. */
const itemsOf =
  (bus: Bus, channel: string, position: JoinAt = {}): Open<BusItem> =>
  (sink) =>
    bus.join(channel, position, {
      event: (event) => sink.push({ kind: 'event', event }),
      gap: () => sink.push({ kind: 'gap' }),
      fail: (error) => sink.fail(error),
    });

/** Takes items until `enough` says so. */
async function take(bus: Bus, channel: string, enough: (items: BusItem[]) => boolean, options: JoinAt = {}) {
  const items: BusItem[] = [];
  for await (const item of iterate(itemsOf(bus, channel, options), AbortSignal.timeout(15_000))) {
    items.push(item);
    if (enough(items)) break;
  }
  return items;
}

const texts = (items: BusItem[]) =>
  items.flatMap((item) => (item.kind === 'event' ? [JSON.parse(item.event.data) as number] : []));
const idOf = (item: BusItem | undefined) => (item?.kind === 'event' ? item.event.id : '');

test('a watcher that joins in the middle gets everything once and in order, however the joining falls', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  const writing = (async () => {
    for (let n = 0; n < 300; n += 1) {
      await bus.append('run', 1, String(n));
      if (n % 10 === 0) await sleep(1);
    }
  })();
  const watchers = Array.from({ length: 20 }, async (_, i) => {
    await sleep(i * 3);
    return texts(await take(bus, 'run', (items) => items.length === 300));
  });
  for (const seen of await Promise.all(watchers)) expect(seen).toEqual(Array.from({ length: 300 }, (_, n) => n));
  await writing;
});

test('a watcher goes on after its last id without a gap or a repeat', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  for (let n = 0; n < 10; n += 1) await bus.append('run', 1, String(n));
  const first = await take(bus, 'run', (items) => items.length === 4);
  const rest = await take(bus, 'run', (items) => items.length === 6, { after: idOf(first[3]) });
  expect(texts([...first, ...rest])).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

test('a writer of an older attempt can neither append nor announce', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  await bus.append('run', 2, '1');
  expect(await bus.append('run', 1, '666')).toEqual({ outcome: 'fenced' });
  await bus.append('run', 2, '2');
  expect(texts(await take(bus, 'run', (items) => items.length === 2))).toEqual([1, 2]);
});

test('a capped log says what it no longer has', async () => {
  await using opened = await openTestBus({ maxEntries: 5 });
  const { bus } = opened;
  for (let n = 0; n < 12; n += 1) await bus.append('run', 1, String(n));
  const items = await take(bus, 'run', (seen) => seen.length === 6);
  expect(items[0]).toEqual({ kind: 'gap' });
  expect(texts(items)).toEqual([7, 8, 9, 10, 11]);
  expect(await bus.readLog('run')).toBeUndefined();
});

test('a log is capped by its bytes too', async () => {
  await using opened = await openTestBus({ maxBytes: 1_000 });
  const { bus } = opened;
  for (let n = 0; n < 10; n += 1) await bus.append('run', 1, JSON.stringify('x'.repeat(300)));
  const items = await take(bus, 'run', (seen) => seen.length === 4);
  expect(items.map((item) => item.kind)).toEqual(['gap', 'event', 'event', 'event']);
});

test('a log that Redis lost cannot be taken for the old one, and its writer is told', async () => {
  await using opened = await openTestBus();
  const { bus, prefix, redisUrl } = opened;
  for (let n = 0; n < 5; n += 1) await bus.append('run', 1, String(n));
  const before = await take(bus, 'run', (items) => items.length === 5);
  const redis = new Redis(redisUrl);
  await redis.del(`${prefix}log:run`, `${prefix}meta:run`);
  redis.disconnect();
  expect(await bus.append('run', 1, '5')).toMatchObject({ outcome: 'appended', restarted: true });
  for (let n = 6; n < 12; n += 1) await bus.append('run', 1, String(n));
  const after = await take(bus, 'run', (items) => items.length === 8, { after: idOf(before[4]) });
  expect(after[0]).toEqual({ kind: 'gap' });
  expect(texts(after)).toEqual([5, 6, 7, 8, 9, 10, 11]);
});

test('a log that was forgotten is a gap for who watches and for who comes back, and gives nothing of it', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  await bus.append('feed', 0, '1');
  const [first] = await take(bus, 'feed', (items) => items.length === 1);
  const watching = take(bus, 'feed', (items) => items.length === 3, { live: true });
  await expect.poll(() => listenersOn(opened.redisUrl, `${opened.prefix}on:feed`)).toBe(1);
  await bus.append('feed', 0, '2');
  await bus.forget('feed');
  await bus.append('feed', 0, '3');
  expect((await watching).map((item) => (item.kind === 'gap' ? item.kind : item.event.data))).toEqual([
    '2',
    'gap',
    '3',
  ]);
  const late = await take(bus, 'feed', (items) => items.length === 2, { after: idOf(first) });
  expect([late[0]?.kind, ...texts(late)]).toEqual(['gap', 3]);
});

test('what a client sends as an id is never trusted: nonsense reads as a gap', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  await bus.append('run', 1, '1');
  for (const after of ['nonsense', '1.1', `${'9'.repeat(16)}.1`, "'; flushall"]) {
    expect((await take(bus, 'run', (items) => items.length === 2, { after })).map((item) => item.kind)).toEqual([
      'gap',
      'event',
    ]);
  }
});

test('a reader that takes nothing costs no memory and then catches up from the log', async () => {
  await using opened = await openTestBus({ maxLag: 10 });
  const { bus } = opened;
  const ended = new AbortController();
  const iterator = iterate(itemsOf(bus, 'run'), ended.signal, 5)[Symbol.asyncIterator]();
  await bus.append('run', 1, '0');
  const items = [(await iterator.next()).value as BusItem];
  if (items[0]?.kind === 'gap') items[0] = (await iterator.next()).value as BusItem;
  for (let n = 1; n < 100; n += 1) await bus.append('run', 1, String(n));
  while (items.length < 100) items.push((await iterator.next()).value as BusItem);
  ended.abort();
  expect(texts(items)).toEqual(Array.from({ length: 100 }, (_, n) => n));
});

test('every key expires', async () => {
  await using opened = await openTestBus({ logTtlSeconds: 100 });
  await opened.bus.append('run', 1, '1');
  const redis = new Redis(opened.redisUrl);
  const keys = await redis.keys(`${opened.prefix}*`);
  const ttls = await Promise.all(keys.map((key) => redis.ttl(key)));
  redis.disconnect();
  expect(keys).toHaveLength(2);
  for (const ttl of ttls) expect(ttl).toBeGreaterThan(0);
});

test('while Redis is away appending fails at once, and a watcher goes on by itself when it is back', async () => {
  const server = await startRedis(['--appendonly', 'no', '--save', '']);
  const bus = openBus({ redisUrl: server.url, prefix: 'x:', onError: () => {} });
  try {
    await bus.append('run', 1, '0');
    const watching = take(bus, 'run', (items) => texts(items).includes(1));
    await sleep(200);
    const admin = new Redis(server.url);
    await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
    await admin.call('CLIENT', 'KILL', 'TYPE', 'normal').catch(() => {});
    admin.disconnect();
    await expect
      .poll(
        () =>
          bus.append('run', 1, '1').then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    expect(texts(await watching).at(-1)).toBe(1);
    await server.close();
    await expect(bus.append('run', 1, '2')).rejects.toMatchObject({ kind: 'unavailable', reason: 'bus.down' });
  } finally {
    await bus.close();
  }
});

test('a log whose end Redis lost starts anew instead of giving numbers again that readers have seen', async () => {
  await using opened = await openTestBus();
  const { bus, prefix, redisUrl } = opened;
  for (let n = 0; n < 10; n += 1) await bus.append('run', 1, String(n));
  const before = await take(bus, 'run', (items) => items.length === 10);
  const redis = new Redis(redisUrl);
  // as after an unclean restart with appendfsync everysec: the last second is gone
  await redis.ltrim(`${prefix}log:run`, 0, 5);
  await redis.hset(`${prefix}meta:run`, 'seq', 6);
  redis.disconnect();
  expect(await take(bus, 'run', (items) => items.length === 1, { after: idOf(before[9]) })).toEqual([{ kind: 'gap' }]);
  expect(await bus.append('run', 1, '10')).toMatchObject({ restarted: true });
  const after = await take(bus, 'run', (items) => items.length === 2, { after: idOf(before[9]) });
  expect(after[0]).toEqual({ kind: 'gap' });
  expect(texts(after)).toEqual([10]);
});

test('a live watcher is told of a gap when its connection was away, since not all that was meant was said', async () => {
  await using opened = await openTestBus();
  const { bus, redisUrl } = opened;
  const watching = take(bus, 'feed', (items) => items.length === 2, { live: true });
  await sleep(300);
  const admin = new Redis(redisUrl);
  await admin.call('CLIENT', 'KILL', 'TYPE', 'pubsub');
  admin.disconnect();
  await sleep(500);
  await bus.append('feed', 0, '1');
  expect((await watching).map((item) => item.kind)).toEqual(['gap', 'event']);
});

test('a long log is replayed whole, page by page', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  await Promise.all(Array.from({ length: 1_700 }, (_, n) => bus.append('run', 1, String(n))));
  expect(texts(await take(bus, 'run', (items) => items.length === 1_700))).toEqual(
    Array.from({ length: 1_700 }, (_, n) => n),
  );
  expect(await bus.readLog('run')).toHaveLength(1_700);
});

test('a block stands for the entries that it sums up, wherever a watcher goes on from', async () => {
  await using opened = await openTestBus();
  const { bus } = opened;
  const positions = [];
  for (const n of [1, 2, 3, 4]) {
    const result = await bus.append('run', 1, String(n));
    if (result.outcome === 'appended') positions.push(result.position);
  }
  const live = take(bus, 'run', (items) => texts(items).at(-1) === 6, { live: true });
  await expect.poll(() => listenersOn(opened.redisUrl, `${opened.prefix}on:run`)).toBe(1);
  const last = positions[3];
  if (last === undefined) throw new Error('nothing was appended');
  await bus.append('run', 1, '5', { data: '345', count: 3, last });
  // somebody else wrote in between: what would be summed up is not all the same writer's
  await bus.append('run', 1, '6', { data: '456', count: 3, last });
  expect(texts(await live)).toEqual([5, 6]);
  const rest = [[1, 2, 345, 6], [2, 345, 6], [345, 6], [345, 6], [345, 6], [6]];
  for (const [seen, expected] of rest.entries()) {
    const after = seen === 0 ? undefined : `${last.epoch}.${seen}`;
    const items = await take(bus, 'run', (some) => some.length === expected.length, { after });
    expect(texts(items)).toEqual(expected);
  }
});
