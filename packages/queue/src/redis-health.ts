import { Redis } from 'ioredis';

export interface RedisHealth {
  /** Rejects when Redis does not answer. */
  ping(): Promise<void>;
  /**
   * Settings of this Redis that may lose work, each as a sentence with the commands that correct it; empty when all is well. Rejects like
   * `ping`.
   */
  faults(): Promise<string[]>;
  /** The used share of its memory, as of about a second ago; 0 if it has no limit or does not answer. Never waits. */
  taken(): number;
  close(): Promise<void>;
}

/** Watches a Redis over its own connection. Calls fail immediately while it is unreachable. */
export function openRedisHealth(redisUrl: string): RedisHealth {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: false,
    commandTimeout: 1_000,
    connectTimeout: 1_000,
    // a connection whose other end has died reports nothing
    socketTimeout: 2_000,
    retryStrategy: (times) => Math.min(50 * times, 1_000),
  });
  // reported to the next caller
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
/**
 * Above the first share a warning is shown, above the second no new work is accepted: a full Redis rejects even the commands that empty it.
 */
const alarmShare = 0.7;
export const fullShare = 0.85;

const valueIn = (info: string, name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? '';

function takenShare(info: string): number {
  const limit = Number(valueIn(info, 'maxmemory'));
  return limit > 0 ? Number(valueIn(info, 'used_memory')) / limit : 0;
}

/** Reads the text of INFO, which works on managed servers that forbid CONFIG. */
export function redisFaults(info: string): string[] {
  const value = (name: string) => valueIn(info, name);
  const faults: string[] = [];
  const policy = value('maxmemory_policy');
  if (policy !== 'noeviction') {
    faults.push(
      `Redis may evict queued work when its memory is full (maxmemory-policy is ${policy || 'unknown'}). ` +
        'Run: CONFIG SET maxmemory-policy noeviction and, to keep the setting after a restart: CONFIG REWRITE',
    );
  }
  if (value('aof_enabled') !== '1') {
    faults.push(
      'Redis loses its data when it stops unexpectedly (append-only file is off). ' +
        'Run: CONFIG SET appendonly yes, then: CONFIG SET appendfsync everysec and, to keep the setting after a restart: CONFIG REWRITE',
    );
  }
  const taken = takenShare(info);
  if (taken >= alarmShare) {
    faults.push(
      `Redis is ${Math.round(taken * 100)} % full; at ${fullShare * 100} % no new work is accepted. ` +
        'Give it more memory: CONFIG SET maxmemory and a size such as 2gb, and, to keep the setting after a restart: CONFIG REWRITE',
    );
  }
  const [major = 0, minor = 0] = value('redis_version').split('.').map(Number);
  if (major < 6 || (major === 6 && minor < 2)) {
    faults.push(`Redis ${value('redis_version') || 'of an unknown version'} is too old. Install 6.2 or newer.`);
  }
  return faults;
}
