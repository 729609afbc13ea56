import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, openDatabase } from '@millrace/db/database';
import { openEmbedded } from '@millrace/db/embedded';
import { migrate } from '@millrace/db/migrate';
import { checkDatabase, openPool } from '@millrace/db/pool';
import { keepTidy } from '@millrace/db/tidy-embedded';

type Options = { url: string | undefined; dir: string; max: number; say: (line: string) => void };

/** The database of local mode, migrated: the server of `url`, else the embedded one in `dir`/postgres. The caller closes it. */
export async function openLocalDatabase(options: Options): Promise<{ db: Database; close(): Promise<void> }> {
  const { db, close } = options.url ? onServer(options.url, options.max) : await inProcess(options);
  try {
    await checkDatabase(db);
    await migrate(db);
    if (options.url) return { db, close };
    const tidy = keepTidy(db);
    return {
      db,
      async close() {
        await tidy.stop();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function onServer(url: string, max: number) {
  const db = openDatabase(openPool(url, { max }));
  return { db, close: () => db.destroy() };
}

async function inProcess({ dir, say }: Options) {
  const dataDir = join(dir, 'postgres');
  if (!existsSync(dataDir)) await create(dataDir, say);
  const embedded = await openEmbedded({ dataDir });
  return { db: openDatabase(embedded.pool), close: () => embedded.close() };
}

/** Made aside and then given its name, so that a first start that is killed leaves nothing half made behind. */
async function create(dataDir: string, say: (line: string) => void): Promise<void> {
  say('Setting up the database. This takes a few seconds, only at the first start.');
  const draft = `${dataDir}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const embedded = await openEmbedded({ dataDir: draft });
  await embedded.close();
  renameSync(draft, dataDir);
}
