import { AppError } from '@millrace/contract/app-error';
import { Redis } from 'ioredis';
import { appendLua } from './append.lua.ts';
import { type Position, parseEventId } from './event-id.ts';
import { FanOut } from './fan-out.ts';
import { LoggedEvent } from './logged-event.ts';
import type { Bus } from './port.ts';
import { type Entry, Publisher } from './publisher.ts';
import { readLua } from './read.lua.ts';
import { Subscription } from './subscription.ts';

export type BusOptions = {
  redisUrl: string;
  /** Prefix of every key and channel, so that several installations can share one Redis. */
  prefix: string;
  /** A log expires this long after its last entry. */
  logTtlSeconds?: number;
  maxEntries?: number;
  maxBytes?: number;
  /** How many events a watcher may lag behind before it must read from the log. */
  maxLag?: number;
  onError(error: unknown): void;
};

type Scripts = {
  busAppend(...args: (string | number)[]): Promise<string[]>;
  busReadBuffer(...args: (string | number)[]): Promise<Buffer[]>;
};

const down = (cause: unknown) =>
  new AppError('unavailable', 'bus.down', 'Live updates are not available right now. Try again in a moment.', {
    cause,
  });

/** Opens two connections, one to publish and read, one to listen. `close` ends both. */
export function openBus(options: BusOptions): Bus {
  const { prefix, logTtlSeconds = 3_600, maxEntries = 5_000, maxBytes = 8_000_000, maxLag = 2_000, onError } = options;
  // fails immediately while Redis is unreachable: callers keep their events and send them later, merged
  const commands = new Redis(options.redisUrl, {
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    retryStrategy,
    commandTimeout: 5_000,
    socketTimeout: 6_000,
  });
  commands.on('error', onError);
  commands.defineCommand('busAppend', { lua: appendLua });
  commands.defineCommand('busRead', { lua: readLua, numberOfKeys: 2 });
  const scripts = commands as unknown as Scripts;
  const connected = connecting(commands);
  const fanOut = new FanOut({ redis: commands.options, onError, retryMs: retryStrategy });

  const logKey = (channel: string) => `${prefix}log:${channel}`;
  const metaKey = (channel: string) => `${prefix}meta:${channel}`;
  const channelKey = (channel: string) => `${prefix}on:${channel}`;

  const publisher = new Publisher(async (entries: Entry[]) => {
    const keys = entries.flatMap((entry) => [logKey(entry.channel), metaKey(entry.channel)]);
    const args = entries.flatMap(({ channel, attempt, seen, data, block }) => [
      channelKey(channel),
      attempt,
      seen.epoch,
      seen.seq,
      data,
      block ? `${block.count} ${block.last.epoch} ${block.last.seq} ${block.data}` : '',
    ]);
    await connected();
    return scripts.busAppend(keys.length, ...keys, logTtlSeconds, maxEntries, maxBytes, ...args).catch(refuse);
  });

  async function readAfter(channel: string, after: Position | 'unknown' | undefined) {
    const { epoch, seq } = after === 'unknown' ? { epoch: '-', seq: 0 } : (after ?? { epoch: '', seq: 0 });
    await connected();
    const [gap, ...entries] = await scripts
      .busReadBuffer(logKey(channel), metaKey(channel), epoch, seq, pageSize)
      .catch(refuse);
    const events = entries.map((entry) => new LoggedEvent(entry.toString('latin1')));
    return { gap: gap?.toString() === '1', events, more: entries.length === pageSize };
  }

  return {
    append: (channel, attempt, data, block) => publisher.append(channel, attempt, data, block),
    join(channel, position, receiver) {
      const subscription = new Subscription({ read: (after) => readAfter(channel, after), maxLag }, position, receiver);
      let left = false;
      let leaveFanOut = () => {};
      fanOut.join(channelKey(channel), subscription).then(
        (leave) => {
          if (left) return leave();
          leaveFanOut = leave;
          subscription.start();
        },
        (cause: unknown) => {
          if (!left) receiver.fail(down(cause));
        },
      );
      return () => {
        left = true;
        subscription.leave();
        leaveFanOut();
      };
    },
    async signal(channel, data) {
      await connected();
      await commands.publish(channelKey(channel), data).catch(refuse);
    },
    onSignal: (channel, listener) =>
      fanOut
        .join(channelKey(channel), {
          onMessage: ({ octets }) => listener(Buffer.from(octets, 'latin1').toString()),
          onReconnect: () => {},
        })
        .catch(refuse),
    async forget(channel) {
      await connected();
      await commands.del(logKey(channel), metaKey(channel)).catch(refuse);
    },
    async readLog(channel) {
      const whole: LoggedEvent[] = [];
      for (;;) {
        const { gap, events, more } = await readAfter(channel, parseEventId(whole.at(-1)?.id));
        if (gap) return undefined;
        whole.push(...events);
        if (!more) return whole;
      }
    },
    async close() {
      commands.disconnect();
      fanOut.close();
    },
  };
}

/** Entries per read: a slow watcher keeps one page in memory, not the whole log. */
const pageSize = 500;

const retryStrategy = (times: number) => Math.min(50 * 2 ** Math.min(times, 6), 1_000);

function refuse(cause: unknown): never {
  throw down(cause);
}

/** Without an offline queue, commands before the first connection would fail: all of them wait for it, for this long at most. */
function connecting(redis: Redis): () => Promise<void> {
  let waiting: Promise<void> | undefined;
  return async () => {
    if (redis.status === 'ready') return;
    waiting ??= becomesReady(redis).finally(() => {
      waiting = undefined;
    });
    await waiting;
  };
}

function becomesReady(redis: Redis): Promise<void> {
  return new Promise((resolve, reject) => {
    const onReady = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(() => {
      redis.off('ready', onReady);
      reject(down(new Error(`Redis is ${redis.status}`)));
    }, 2_000);
    redis.once('ready', onReady);
  });
}
