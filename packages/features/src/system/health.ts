import type { Database } from '@millrace/db/database';
import { fullShare, type RedisHealth } from '@millrace/queue/redis-health';
import { sql } from 'kysely';

/** `degraded`: what works but may lose work or hurt later, each in words with its cure. */
export type HealthView = { database: boolean; redis: boolean; degraded: string[] };
export type Health = {
  check(): Promise<HealthView>;
  /** Whether Redis has no room for further work, as of a second ago. */
  isFull(): boolean;
};

const limitMs = 1_000;

/** Asks the database and Redis, each for one second at most. */
export function watchHealth({ db, redis }: { db: Database; redis: RedisHealth }): Health {
  return {
    isFull: () => redis.taken() >= fullShare,
    async check() {
      const [database, faults] = await Promise.all([inTime(sql`select 1`.execute(db)), inTime(redis.faults())]);
      return { database: database !== undefined, redis: faults !== undefined, degraded: faults ?? [] };
    },
  };
}

/** Undefined when it failed or took too long. */
async function inTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, limitMs, undefined);
  });
  try {
    return await Promise.race([work.catch(() => undefined), late]);
  } finally {
    clearTimeout(timer);
  }
}
