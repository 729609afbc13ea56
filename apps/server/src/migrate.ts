import { AppError } from '@millrace/contract/app-error';
import { openDatabase } from '@millrace/db/database';
import { migrate } from '@millrace/db/migrate';
import { checkDatabase, openPool } from '@millrace/db/pool';
import { readMigrateEnv } from './env.ts';

// Brings the database to the newest schema and ends. Any number of these may run at once: one migrates, the others wait for it.
const db = openDatabase(openPool(readMigrateEnv().DATABASE_URL, { max: 2 }));
try {
  await checkDatabase(db);
  const names = await migrate(db);
  process.stdout.write(names.length > 0 ? `Migrated: ${names.join(', ')}\n` : 'The database is up to date.\n');
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await db.destroy();
}
