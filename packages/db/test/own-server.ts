import { sql } from 'kysely';
import { openDatabase } from '../src/database.ts';
import { migrate } from '../src/migrate.ts';
import { openPool } from '../src/pool.ts';
import { type PostgresServer, startPostgres } from './start-postgres.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

/**
 * A migrated database on a durable server of its own, for tests that stop it; its programs are those of the tests' server. `under`:
 * where its files go.
 */
export async function openOnOwnServer(under?: string): Promise<TestDatabase & { url: string; server: PostgresServer }> {
  const server = await startPostgres({ bin: await binOfTestServer(), durable: true, under });
  const db = openDatabase(openPool(server.url, { max: 10 }));
  await migrate(db);
  const close = async () => {
    await db.destroy();
    await server.close();
  };
  return { db, url: server.url, server, close, [Symbol.asyncDispose]: close };
}

async function binOfTestServer(): Promise<string> {
  await using given = await openTestDatabase();
  const { rows } = await sql<{ bin: string }>`select setting as bin from pg_config where name = 'BINDIR'`.execute(
    given.db,
  );
  return rows[0]?.bin ?? '';
}
