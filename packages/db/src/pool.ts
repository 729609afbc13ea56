import { AppError } from '@millrace/contract/app-error';
import { sql } from 'kysely';
import { Pool } from 'pg';
import type { Database } from './database.ts';
import { refuseWhenStuck } from './refuse-when-stuck.ts';
import { rowTypes } from './row-types.ts';
import { sharePool } from './share-pool.ts';

/** A pool over a real PostgreSQL server; nothing connects before the first query. The caller ends it. `max`: connections at once. */
export function openPool(url: string, { max }: { max: number }): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    types: rowTypes,
    application_name: 'millrace',
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    // a server that stopped answering must not hold its callers for as long as TCP hopes
    query_timeout: 60_000,
  });
  // An idle connection that breaks is dropped and replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {});
  // The same for one that breaks while a transaction holds it: its query rejects by itself, and the pool drops the connection.
  pool.on('connect', (client) => client.on('error', () => {}));
  return refuseWhenStuck(pool, sharePool(pool, max));
}

/**
 * Throws AppError `unavailable` when the server cannot be reached or cannot get pgvector, with what to do about it.
 * To be called at start, before migrations: they would only say that an extension control file is missing.
 */
export async function checkDatabase(db: Database): Promise<void> {
  const found = await sql<{
    name: string;
  }>`select name from pg_available_extensions where name in ('vector', 'pg_trgm')`
    .execute(db)
    .catch((cause: Error) => {
      const message = `PostgreSQL cannot be reached (${cause.message}). Check DATABASE_URL and that the server is running.`;
      throw new AppError('unavailable', 'db.unreachable', message, { cause });
    });
  const names = found.rows.map((row) => row.name);
  if (!names.includes('vector')) {
    throw new AppError(
      'unavailable',
      'db.no-pgvector',
      'This PostgreSQL server has no pgvector extension. Install it (Debian: apt install postgresql-17-pgvector, ' +
        'Docker: the image pgvector/pgvector) and start again.',
    );
  }
  if (!names.includes('pg_trgm')) {
    throw new AppError(
      'unavailable',
      'db.no-pg-trgm',
      'This PostgreSQL server has no pg_trgm extension. Install its contrib package (Debian: postgresql-contrib) and start again.',
    );
  }
}
