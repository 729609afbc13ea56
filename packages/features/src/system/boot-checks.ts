import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '@millrace/contract/app-error';
import type { Log } from '@millrace/contract/log';
import type { Database } from '@millrace/db/database';
import { pendingMigrations } from '@millrace/db/migrate';
import { checkDatabase } from '@millrace/db/pool';
import type { Health } from './health.ts';

/** A database that starts together with us gets this long. */
const defaultPatienceMs = 30_000;
const pauseMs = 1_000;

/**
 * Refuses to start on a database that does not fit: still unreachable after `patienceMs`, without pgvector, or behind the code. Throws
 * AppError with what to do about it. For full mode; local mode migrates by itself.
 */
export async function requireDatabase(
  db: Database,
  log: Log,
  { patienceMs = defaultPatienceMs }: { patienceMs?: number } = {},
): Promise<void> {
  await waitForDatabase(db, log, Date.now() + patienceMs);
  const pending = await pendingMigrations(db);
  if (pending.length === 0) return;
  throw new AppError(
    'unavailable',
    'system.pending-migrations',
    `The database is behind this version (${pending.join(', ')} has not run). Run: pnpm migrate`,
  );
}

async function waitForDatabase(db: Database, log: Log, until: number): Promise<void> {
  for (;;) {
    try {
      return await checkDatabase(db);
    } catch (error) {
      const away = error instanceof AppError && error.reason === 'db.unreachable';
      if (!away || Date.now() > until) throw error;
      log.warn({}, `${error.message} Trying again.`);
      await sleep(pauseMs);
    }
  }
}

/** Says loudly what may lose work, without refusing to start: work waits in the database until Redis is right. */
export async function reportDegraded({ health, log }: { health: Pick<Health, 'check'>; log: Log }): Promise<void> {
  const { redis, degraded } = await health.check();
  if (!redis)
    log.error(
      {},
      'DEGRADED: Redis cannot be reached. Jobs wait in the database until it is reachable. Check REDIS_URL.',
    );
  for (const fault of degraded) log.error({}, `DEGRADED: ${fault}`);
}
