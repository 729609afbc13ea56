import { Redis } from 'ioredis';

export interface RedisHealth {
  /** Rejects when Redis does not answer. */
  ping(): Promise<void>;
  /** What about this Redis may lose work, each in words with the commands that cure it; empty when all is well. Rejects as `ping`. */
  faults(): Promise<string[]>;
  /** The share of its memory that is taken, as it was about a second ago; 0 where it has no limit or does not answer. Never waits. */
  taken(): number;
  close(): Promise<void>;
}

/** Watches a Redis over a connection of its own. Calls fail at once while it is away. */
export function openRedisHealth(redisUrl: string): RedisHealth {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    connectTimeout: 1_000,
    // a connection whose other end is gone says nothing at all
    socketTimeout: 2_000,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  // told by whoever asks next
  redis.on('error', () => {});
  let connecting: Promise<void> | undefined;
  const connected = () => {
    connecting ??= redis.connect().catch(() => {});
    return connecting;
  };
  let taken = 0;
  let askedAt = 0;
  return {
    taken() {
      if (performance.now() - askedAt > takenForMs) {
        askedAt = performance.now();
        connected()
          .then(() => redis.info('memory'))
          .then((info) => {
            taken = takenShare(info);
          })
          .catch(() => {
            taken = 0;
          });
      }
      return taken;
    },
    async ping() {
      await connected();
      await redis.ping();
    },
    async faults() {
      await connected();
      return redisFaults(await redis.info());
    },
    async close() {
      redis.disconnect();
    },
  };
}

const takenForMs = 500;
/** From here on people are told, from there on no new work is taken in: at the end Redis refuses also what empties it. */
const alarmShare = 0.7;
export const fullShare = 0.85;

const valueIn = (info: string, name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';

function takenShare(info: string): number {
  const limit = Number(valueIn(info, 'maxmemory'));
  return limit > 0 ? Number(valueIn(info, 'used_memory')) / limit : 0;
}

/** Reads the text of INFO, which managed servers answer too where they forbid CONFIG. */
export function redisFaults(info: string): string[] {
  const value = (name: string) => valueIn(info, name);
  const faults: string[] = [];
  const policy = value('maxmemory_policy');
  if (policy !== 'noeviction') {
    faults.push(
      `Redis may evict queued work when its memory is full (maxmemory-policy is ${policy || 'unknown'}). ` +
        'Run: CONFIG SET maxmemory-policy noeviction and, to keep that over a restart: CONFIG REWRITE',
    );
  }
  if (value('aof_enabled') !== '1') {
    faults.push(
      'Redis forgets what it holds when it ends abruptly (append-only file is off). ' +
        'Run: CONFIG SET appendonly yes, then: CONFIG SET appendfsync everysec and, to keep that over a restart: CONFIG REWRITE',
    );
  }
  const taken = takenShare(info);
  if (taken >= alarmShare) {
    faults.push(
      `Redis is ${Math.round(taken * 100)} % full; at ${fullShare * 100} % no new work is taken in. ` +
        'Give it more memory: CONFIG SET maxmemory and a size such as 2gb, and, to keep that over a restart: CONFIG REWRITE',
    );
  }
  const [major = 0, minor = 0] = value('redis_version').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    faults.push(`Redis ${value('redis_version') || 'of an unknown version'} is too old. Install 6.2 or newer.`);
  }
  return faults;
}
