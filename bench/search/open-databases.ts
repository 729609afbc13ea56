import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '@millrace/db/database';
import { openEmbedded } from '@millrace/db/embedded';
import { migrate } from '@millrace/db/migrate';
import { openPool } from '@millrace/db/pool';

export type Opened = { name: 'embedded' | 'server'; db: Database; close(): Promise<void> };

/** A migrated, empty database in a folder of its own, as local mode has it. */
export async function openEmbeddedDatabase(): Promise<Opened> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-bench-'));
  const embedded = await openEmbedded({ dataDir: join(folder, 'pg') });
  const db = openDatabase(embedded.pool);
  await migrate(db);
  return {
    name: 'embedded',
    db,
    async close() {
      await embedded.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A database of its own on the server at `url`, dropped at the end. */
export async function openServerDatabase(url: string): Promise<Opened> {
  const name = `millrace_bench_${randomBytes(4).toString('hex')}`;
  const admin = openPool(url, { max: 1 });
  await admin.query(`create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  const db = openDatabase(openPool(own.href, { max: 4 }));
  await migrate(db);
  return {
    name: 'server',
    db,
    async close() {
      await db.destroy();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
