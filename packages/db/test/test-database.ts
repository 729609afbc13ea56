import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import { type Database, openDatabase } from '../src/database.ts';
import { type EmbeddedDatabase, openEmbedded } from '../src/embedded.ts';
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

type ServerDatabase = { name: string; url: string; drop(): Promise<void> };

/**
 * A database on the server of TEST_DATABASE_URL: a copy of the one named `template`, else empty and not migrated. `drop` also ends what
 * is still connected to it.
 */
export async function createServerDatabase(template = 'template1'): Promise<ServerDatabase> {
  const admin = openPool(serverUrl(), { max: 1 });
  const name = `millrace_test_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name} template ${template}`);
  const url = new URL(serverUrl());
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    async drop() {
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

function serverUrl(): string {
  const url = process.env.TEST_DATABASE_URL;
  if (!url) throw new Error('MILLRACE_TEST_DATABASE=postgres needs TEST_DATABASE_URL; `npm test` sets both.');
  return url;
}

async function openOnServer(): Promise<TestDatabase> {
  template ??= migratedTemplate();
  const { url, drop } = await createServerDatabase(await template);
  const db = openDatabase(openPool(url, { max: 10 }));
  const close = async () => {
    await db.destroy();
    await drop();
  };
  return { db, url, close, [Symbol.asyncDispose]: close };
}

let template: Promise<string> | undefined;

/**
 * The name of a migrated database that nobody connects to, made by whichever test process comes first and copied by all: a copy costs
 * a quarter of the migrations. A server that outlives the run keeps one for each set of migrations.
 */
async function migratedTemplate(): Promise<string> {
  const name = `millrace_template_${await fingerprint()}`;
  const pool = openPool(serverUrl(), { max: 1 });
  const admin = await pool.connect();
  try {
    // the lock ends with the connection, should this process be killed
    await admin.query("select pg_advisory_lock(hashtext('millrace_template'))");
    const { rowCount } = await admin.query('select from pg_database where datname = $1', [name]);
    if (rowCount === 0) await makeTemplate(name, admin);
  } finally {
    admin.release();
    await pool.end();
  }
  return name;
}

async function makeTemplate(name: string, admin: PoolClient): Promise<void> {
  const draft = await createServerDatabase();
  try {
    const db = openDatabase(openPool(draft.url, { max: 1 }));
    await migrate(db).finally(() => db.destroy());
    await admin.query(`alter database ${draft.name} with allow_connections false`);
    await admin.query(`alter database ${draft.name} rename to ${name}`);
  } finally {
    // under its new name it stays
    await draft.drop();
  }
}

/** Embedded databases of this process that wait, empty, for the next test: to empty one is a tenth of the work of opening one. */
const idle: EmbeddedDatabase[] = [];

async function openInMemory(): Promise<TestDatabase> {
  const embedded = idle.pop() ?? (await openEmbedded({ dataDir: 'memory://', snapshot: await migratedSnapshot() }));
  const db = openDatabase(embedded.pool);
  // not destroyed: the pool under it goes on to the next test
  const close = async () => {
    await empty(db);
    idle.push(embedded);
  };
  return { db, url: undefined, close, [Symbol.asyncDispose]: close };
}

async function empty(db: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`.execute(db);
  const tables = sql.join(rows.map(({ name }) => sql.table(name)));
  await sql`truncate ${tables} restart identity cascade`.execute(db);
}

const cacheFolder = join(import.meta.dirname, '../node_modules/.cache/millrace-test');

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
  const folder = join(import.meta.dirname, '..');
  const names = (await readdir(join(folder, 'src/migrations'))).sort().map((name) => join('src/migrations', name));
  for (const name of ['package.json', 'src/migrate.ts', 'src/migrations.ts', ...names])
    hash.update(await readFile(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}
