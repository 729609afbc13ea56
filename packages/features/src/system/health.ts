import type { Database } from '@millrace/db/database';
import { fullShare, type RedisHealth } from '@millrace/queue/redis-health';
import type { Storage } from '@millrace/storage/port';
import { sql } from 'kysely';

/** Room for files: `low` below half a gigabyte, `full` below what one upload may need. */
export type DiskState = 'ok' | 'low' | 'full' | 'unknown';
/** `degraded`: what works but may lose work or hurt later, each in words with its cure. */
export type HealthView = { database: boolean; redis: boolean; disk: DiskState; degraded: string[] };
export type Health = {
  check(): Promise<HealthView>;
  /** Whether Redis has no room for further work, as of a second ago. */
  isFull(): boolean;
};

const limitMs = 1_000;

const diskLimits = { low: 512 * 1_048_576, full: 64 * 1_048_576 };

function diskState(free: number | undefined): DiskState {
  if (free === undefined) return 'unknown';
  return free < diskLimits.full ? 'full' : free < diskLimits.low ? 'low' : 'ok';
}

function diskFault(state: DiskState, free = 0): string[] {
  if (state !== 'low' && state !== 'full') return [];
  const megabytes = Math.floor(free / 1_048_576);
  return [
    state === 'full'
      ? `The disk for files is full (${megabytes} MB left): uploads and crawls fail. Free some space or move the folder to a larger disk.`
      : `The disk for files has only ${megabytes} MB left. Free some space or move the folder to a larger disk.`,
  ];
}

type Parts = { db: Database; redis: RedisHealth; storage: Pick<Storage, 'freeBytes'> };

/** Asks the database, Redis and the disk, each for one second at most. */
export function watchHealth({ db, redis, storage }: Parts): Health {
  return {
    isFull: () => redis.taken() >= fullShare,
    async check() {
      const [database, faults, free] = await Promise.all([
        inTime(sql`select 1`.execute(db)),
        inTime(redis.faults()),
        inTime(storage.freeBytes()),
      ]);
      const disk = diskState(free);
      const degraded = [...(faults ?? []), ...diskFault(disk, free)];
      return { database: database !== undefined, redis: faults !== undefined, disk, degraded };
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
