import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AbortableOperationOptions,
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type Transaction,
} from 'kysely';
import type { Pool } from 'pg';
import { asDatabaseAway, isClash } from './database-away.ts';
import type { Tables } from './tables.ts';
import { cleanText } from './to-json.ts';

export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;

const openTransaction = new AsyncLocalStorage<true>();

/**
 * A query on the root database inside an open transaction waits, on the embedded database's single connection, for that very
 * transaction: a deadlock. On a real server it would only run outside the transaction, a bug that nobody sees. So both refuse it.
 */
class GuardedDialect extends PostgresDialect {
  override createDriver(): Driver {
    const driver = super.createDriver();
    const acquire = driver.acquireConnection.bind(driver);
    driver.acquireConnection = async (...args) => {
      if (openTransaction.getStore()) {
        throw new Error('A query outside the open transaction: pass the transaction down instead of the database.');
      }
      return tended(await acquire(...args).catch(rethrow));
    };
    return driver;
  }
}

const tendedAlready = new WeakSet<DatabaseConnection>();

/**
 * Postgres refuses a NUL in a text; people paste them and documents hold them: cleaned here, once, for every statement. And here alone
 * an error is known to be the database's.
 */
function tended(connection: DatabaseConnection): DatabaseConnection {
  if (tendedAlready.has(connection)) return connection;
  tendedAlready.add(connection);
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = <R>(query: CompiledQuery, ...rest: [AbortableOperationOptions?]) => {
    const parameters = query.parameters.map(cleanValue);
    return execute<R>({ ...query, parameters }, ...rest).catch(rethrow);
  };
  return connection;
}

/** A text, or the texts of an array. */
function cleanValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleanValue);
  return typeof value === 'string' ? cleanText(value) : value;
}

function rethrow(error: unknown): never {
  throw asDatabaseAway(error);
}

/** Kysely over a pool that the caller opened and closes. Columns are snake_case in SQL and camelCase in TypeScript. */
export function openDatabase(pool: Pool): Database {
  return new Kysely<Tables>({
    dialect: new GuardedDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/**
 * Runs `work` in one transaction; it commits when `work` resolves. Queries inside must use `trx`. When it clashes with another
 * transaction (deadlock, serialization) it is rolled back and `work` runs again, up to `tries` times: work that keeps something of a
 * try outside the transaction has one.
 */
export async function transact<T>(
  db: Database,
  work: (trx: Trx) => Promise<T>,
  { tries = 5 }: { tries?: number } = {},
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.transaction().execute((trx) => openTransaction.run(true, () => work(trx)));
    } catch (error) {
      if (tried === tries || !isClash(error)) throw error;
      await sleep(tried * (10 + 40 * Math.random()));
    }
  }
}
