import { AsyncLocalStorage } from 'node:async_hooks';
import {
  CamelCasePlugin,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresDialect,
  type Transaction,
} from 'kysely';
import type { Pool } from 'pg';
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
      return withCleanTexts(await acquire(...args));
    };
    return driver;
  }
}

const cleaned = new WeakSet<DatabaseConnection>();

/** Postgres refuses a NUL in a text; people paste them and documents hold them. Cleaned here, once, for every statement. */
function withCleanTexts(connection: DatabaseConnection): DatabaseConnection {
  if (cleaned.has(connection)) return connection;
  cleaned.add(connection);
  const execute = connection.executeQuery.bind(connection);
  connection.executeQuery = (query, ...rest) => {
    const parameters = query.parameters.map((value) => (typeof value === 'string' ? cleanText(value) : value));
    return execute({ ...query, parameters }, ...rest);
  };
  return connection;
}

/** Kysely over a pool that the caller opened and closes. Columns are snake_case in SQL and camelCase in TypeScript. */
export function openDatabase(pool: Pool): Database {
  return new Kysely<Tables>({
    dialect: new GuardedDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** Runs `work` in one transaction; it commits when `work` resolves. Queries inside must use `trx`. */
export function transact<T>(db: Database, work: (trx: Trx) => Promise<T>): Promise<T> {
  return db.transaction().execute((trx) => openTransaction.run(true, () => work(trx)));
}
