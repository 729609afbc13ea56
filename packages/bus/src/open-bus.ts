import { AppError } from '@millrace/contract/app-error';
import { Redis } from 'ioredis';
import { appendLua } from './append.lua.ts';
import { parseEntry, parseEventId } from './event-id.ts';
import { FanOut, type Listener } from './fan-out.ts';
import { Inbox } from './inbox.ts';
import type { Bus, BusItem, LoggedEvent, SubscribeOptions } from './port.ts';
import { type Entry, Publisher } from './publisher.ts';
import { readLua } from './read.lua.ts';

export type BusOptions = {
  redisUrl: string;
  /** Stands before every key and channel, so that several installations may share one Redis. */
  prefix: string;
  /** A log expires this long after its last entry. */
  logTtlSeconds?: number;
  maxEntries?: number;
  maxBytes?: number;
  /** Events a watcher may lag behind before it is sent back to the log. */
  maxLag?: number;
  onError(error: unknown): void;
};

type Scripts = {
  busAppend(...args: (string | number)[]): Promise<string[]>;
  busRead(...args: (string | number)[]): Promise<string[]>;
};

const down = (cause: unknown) =>
  new AppError('unavailable', 'bus.down', 'Live updates are not available right now. Try again in a moment.', {
    cause,
  });

/** Opens two connections, one to publish and read, one to listen. `close` ends both. */
export function openBus(options: BusOptions): Bus {
  const { prefix, logTtlSeconds = 3_600, maxEntries = 5_000, maxBytes = 8_000_000, maxLag = 2_000, onError } = options;
  // fails at once while Redis is away: callers hold what they want to say and say it later, merged
  const commands = new Redis(options.redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy,
    commandTimeout: 5_000,
    socketTimeout: 6_000,
  });
  const listening = new Redis(options.redisUrl, { maxRetriesPerRequest: 1, retryStrategy, autoResubscribe: true });
  commands.on('error', onError);
  listening.on('error', onError);
  commands.defineCommand('busAppend', { lua: appendLua });
  commands.defineCommand('busRead', { lua: readLua, numberOfKeys: 2 });
  const scripts = commands as unknown as Scripts;
  const fanOut = new FanOut(listening);
  // a connection that only listens would not notice that its other end is gone
  const watchdog = setInterval(() => void checkAlive(listening), 5_000).unref();

  const logKey = (channel: string) => `${prefix}log:${channel}`;
  const metaKey = (channel: string) => `${prefix}meta:${channel}`;
  const channelKey = (channel: string) => `${prefix}on:${channel}`;

  const publisher = new Publisher(async (entries: Entry[]) => {
    const keys = entries.flatMap((entry) => [logKey(entry.channel), metaKey(entry.channel)]);
    const args = entries.flatMap(({ channel, attempt, seen, data }) => [
      channelKey(channel),
      attempt,
      seen.epoch,
      seen.seq,
      data,
    ]);
    await whenConnected(commands);
    return scripts.busAppend(keys.length, ...keys, logTtlSeconds, maxEntries, maxBytes, ...args).catch(refuse);
  });

  async function readAfter(
    channel: string,
    after: string | undefined,
  ): Promise<{ gap: boolean; events: LoggedEvent[] }> {
    const position = parseEventId(after);
    // an id that is not one of ours cannot be found, so it reads as a gap
    const epoch = position?.epoch ?? (after === undefined ? '' : '-');
    await whenConnected(commands);
    const [gap, ...entries] = await scripts
      .busRead(logKey(channel), metaKey(channel), epoch, position?.seq ?? 0, pageSize)
      .catch(refuse);
    return { gap: gap === '1', events: entries.map(parseEntry) };
  }

  async function* subscribe(
    channel: string,
    { after, live = false, signal }: SubscribeOptions,
  ): AsyncGenerator<BusItem> {
    const inbox = new Inbox<string>(maxLag, signal);
    const listener: Listener = { onMessage: (message) => inbox.push(message), onReconnect: () => inbox.overrun() };
    const leave = await fanOut.join(channelKey(channel), listener).catch(refuse);
    let last = after;
    const replay = async function* (): AsyncGenerator<BusItem> {
      for (let more = true; more && !signal.aborted; ) {
        const { gap, events } = await readAfter(channel, last);
        if (gap) yield { kind: 'gap' };
        for (const event of events) {
          last = event.id;
          yield { kind: 'event', event };
        }
        more = events.length === pageSize;
      }
    };
    try {
      if (!live || after !== undefined) yield* replay();
      while (!signal.aborted) {
        const taken = await inbox.take();
        if (taken === undefined) return;
        if (taken === 'overrun') {
          // what was said while nobody listened may never have reached the log
          if (live) yield { kind: 'gap' };
          if (!live || last !== undefined) yield* replay();
          continue;
        }
        for (const message of taken) {
          const event = parseEntry(message);
          const order = live && last === undefined ? 'next' : follows(last, event.id);
          if (order === 'seen') continue;
          if (order === 'gap') {
            yield* replay();
            continue;
          }
          last = event.id;
          yield { kind: 'event', event };
        }
      }
    } finally {
      leave();
    }
  }

  return {
    append: (channel, attempt, data) => publisher.append(channel, attempt, data),
    subscribe,
    async signal(channel, data) {
      await whenConnected(commands);
      await commands.publish(channelKey(channel), data).catch(refuse);
    },
    onSignal: (channel, listener) =>
      fanOut.join(channelKey(channel), { onMessage: listener, onReconnect: () => {} }).catch(refuse),
    async readLog(channel) {
      const whole: LoggedEvent[] = [];
      for (;;) {
        const { gap, events } = await readAfter(channel, whole.at(-1)?.id);
        if (gap) return undefined;
        whole.push(...events);
        if (events.length < pageSize) return whole;
      }
    },
    async close() {
      clearInterval(watchdog);
      commands.disconnect();
      listening.disconnect();
    },
  };
}

/** Entries read at once: a watcher that takes slowly holds a page, not the whole log. */
const pageSize = 500;

/** Connects anew when a ping is not answered. */
async function checkAlive(redis: Redis): Promise<void> {
  if (redis.status !== 'ready') return;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), 4_000);
  });
  await Promise.race([redis.ping(), late])
    .catch(() => redis.disconnect(true))
    .finally(() => clearTimeout(timer));
}

const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 1_000);

function refuse(cause: unknown): never {
  throw down(cause);
}

/** Without an offline queue, commands before the first connect would fail; give it a moment, and no more. */
async function whenConnected(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    const done = (error?: unknown) => {
      clearTimeout(timer);
      redis.off('ready', onReady);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onReady = () => done();
    const timer = setTimeout(() => done(down(new Error(`Redis is ${redis.status}`))), 2_000);
    redis.on('ready', onReady);
  });
}

/** How an event that came live stands to the last one seen. Without any seen, only the log's first may come live. */
function follows(last: string | undefined, id: string): 'next' | 'seen' | 'gap' {
  const [a, b] = [parseEventId(last), parseEventId(id)];
  if (b === undefined) return 'seen';
  if (a === undefined) return b.seq === 1 ? 'next' : 'gap';
  if (a.epoch !== b.epoch) return BigInt(b.epoch) > BigInt(a.epoch) ? 'gap' : 'seen';
  if (b.seq <= a.seq) return 'seen';
  return b.seq === a.seq + 1 ? 'next' : 'gap';
}
