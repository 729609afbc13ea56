import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Database, openDatabase } from '@millrace/db/database';
import { type EmbeddedDatabase, openEmbedded } from '@millrace/db/embedded';
import { migrate } from '@millrace/db/migrate';
import { openPool } from '@millrace/db/pool';
import { sql } from 'kysely';

export type TestDatabase = {
  db: Database;
  /** The address of a real server's database; undefined on the embedded one. */
  url: string | undefined;
  close(): Promise<void>;
};

/**
 * An empty, migrated database: embedded by default, on the server of TEST_DATABASE_URL when MILLRACE_TEST_DATABASE is `postgres`, in a
 * database of its own that `close` drops.
 */
export function openTestDatabase(): Promise<TestDatabase> {
  return process.env.MILLRACE_TEST_DATABASE === 'postgres' ? onServer() : inProcess();
}

async function onServer(): Promise<TestDatabase> {
  const adminUrl = process.env.TEST_DATABASE_URL;
  if (!adminUrl) throw new Error('MILLRACE_TEST_DATABASE=postgres needs TEST_DATABASE_URL');
  const name = `millrace_test_${randomUUID().replaceAll('-', '')}`;
  const admin = async (statement: string) => {
    const pool = openPool(adminUrl, { max: 1 });
    try {
      await pool.query(statement);
    } finally {
      await pool.end();
    }
  };
  await admin(`create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const db = openDatabase(openPool(url.href, { max: 10 }));
  await migrate(db);
  return {
    db,
    url: url.href,
    async close() {
      await db.destroy();
      await admin(`drop database ${name} with (force)`);
    },
  };
}

/** Embedded databases of this process that wait, empty, for the next app: to empty one is a tenth of the work of opening one. */
const idle: EmbeddedDatabase[] = [];

async function inProcess(): Promise<TestDatabase> {
  const embedded = idle.pop() ?? (await openEmbedded({ dataDir: 'memory://', snapshot: await migratedSnapshot() }));
  const db = openDatabase(embedded.pool);
  return {
    db,
    url: undefined,
    // not destroyed: the pool under it goes on to the next app
    async close() {
      await empty(db);
      idle.push(embedded);
    },
  };
}

async function empty(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(db);
  const tables = sql.join(rows.map(({ name }) => sql.table(name)));
  await sql`truncate ${tables} restart identity cascade`.execute(db);
}

const cacheFolder = join(import.meta.dirname, '../node_modules/.cache/millrace-test');
const dbFolder = join(import.meta.dirname, '../../db');

/** A migrated data folder as a tar. It is made once for a set of migrations and kept on disk: making it takes seconds. */
async function migratedSnapshot(): Promise<Uint8Array<ArrayBuffer>> {
  const path = join(cacheFolder, `${await fingerprint()}.tar`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return new Uint8Array(kept);
  const embedded = await openEmbedded({ dataDir: 'memory://' });
  await migrate(openDatabase(embedded.pool));
  const snapshot = await embedded.snapshot();
  idle.push(embedded);
  await mkdir(cacheFolder, { recursive: true });
  for (const old of await readdir(cacheFolder)) {
    if (old.endsWith('.tar')) await rm(join(cacheFolder, old), { force: true });
  }
  // several test processes may do this at once: the rename makes each of them whole
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, snapshot);
  await rename(draft, path);
  return snapshot;
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const migrations = join(dbFolder, 'src/migrations');
  const names = (await readdir(migrations)).sort().map((name) => join(migrations, name));
  for (const path of [join(dbFolder, 'package.json'), join(dbFolder, 'src/migrate.ts'), ...names]) {
    hash.update(await readFile(path));
  }
  return hash.digest('hex').slice(0, 16);
}
