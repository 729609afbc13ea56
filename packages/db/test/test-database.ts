import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../src/database.ts';
import { openEmbedded } from '../src/embedded.ts';
import { migrate } from '../src/migrate.ts';
import { openPool } from '../src/pool.ts';

export type TestDatabase = {
  db: Database;
  /** Undefined on the embedded database, which other processes cannot reach. */
  url: string | undefined;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
};

/** True when the suite runs on a real PostgreSQL server. */
export const onRealPostgres = process.env.MILLRACE_TEST_DATABASE === 'postgres';

/**
 * A database of the caller's own, migrated and empty: on the server of TEST_DATABASE_URL when MILLRACE_TEST_DATABASE is `postgres`,
 * else embedded in memory.
 */
export async function openTestDatabase(): Promise<TestDatabase> {
  return onRealPostgres ? openOnServer() : openInMemory();
}

/** An empty database, not migrated, on the server of TEST_DATABASE_URL. `drop` also ends what is still connected to it. */
export async function createServerDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const serverUrl = process.env.TEST_DATABASE_URL;
  if (!serverUrl) throw new Error('MILLRACE_TEST_DATABASE=postgres needs TEST_DATABASE_URL; `npm test` sets both.');
  const name = `millrace_test_${randomBytes(6).toString('hex')}`;
  const admin = openPool(serverUrl, { max: 1 });
  await admin.query(`create database ${name}`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async drop() {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

async function openOnServer(): Promise<TestDatabase> {
  const { url, drop } = await createServerDatabase();
  const db = openDatabase(openPool(url, { max: 10 }));
  await migrate(db);
  const close = async () => {
    await db.destroy();
    await drop();
  };
  return { db, url, close, [Symbol.asyncDispose]: close };
}

async function openInMemory(): Promise<TestDatabase> {
  const embedded = await openEmbedded({ dataDir: 'memory://', snapshot: await freshCluster() });
  const db = openDatabase(embedded.pool);
  await migrate(db);
  const close = () => embedded.close();
  return { db, url: undefined, close, [Symbol.asyncDispose]: close };
}

/**
 * A cluster as initdb leaves it. initdb takes seconds of CPU and its result never changes, so it is kept between test files, in a file
 * that names the version of the embedded server.
 */
async function freshCluster(): Promise<Uint8Array<ArrayBuffer>> {
  const packageUrl = new URL('../package.json', import.meta.url);
  const { dependencies } = JSON.parse(await readFile(packageUrl, 'utf8')) as { dependencies: Record<string, string> };
  const folder = join(tmpdir(), `millrace-tests-${process.getuid?.() ?? 'user'}`);
  const path = join(folder, `cluster-${dependencies['@electric-sql/pglite']}.tar`);
  const known = await readFile(path).catch(() => undefined);
  if (known) return new Uint8Array(known);
  const embedded = await openEmbedded({ dataDir: 'memory://' });
  const snapshot = await embedded.snapshot();
  await embedded.close();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeFile(draft, snapshot);
  await rename(draft, path);
  return snapshot;
}
