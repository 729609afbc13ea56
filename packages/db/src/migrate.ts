import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';
import * as house from './migrations/0001-house.ts';
import * as places from './migrations/0002-places.ts';
import * as crawl from './migrations/0003-crawl.ts';
import * as choices from './migrations/0004-choices.ts';
import * as search from './migrations/0005-search.ts';
import * as versions from './migrations/0006-versions.ts';
import * as sharing from './migrations/0007-crawl.ts';
import * as uploads from './migrations/0008-uploads.ts';
import * as completions from './migrations/0010-completions.ts';
import * as opinions from './migrations/0011-opinions.ts';
import * as instructions from './migrations/0012-instructions.ts';
import * as nearest from './migrations/0013-nearest.ts';
import * as branches from './migrations/0014-branches.ts';
import * as nextMessages from './migrations/0015-next-messages.ts';
import * as endpoints from './migrations/0016-endpoints.ts';
import * as storing from './migrations/0017-storing.ts';
import * as workspaces from './migrations/0018-workspaces.ts';
import * as titles from './migrations/0019-titles.ts';
import * as turns from './migrations/0020-turns.ts';
import * as attachments from './migrations/0021-attachments.ts';
import * as kept from './migrations/0022-kept.ts';
import * as instanceRuns from './migrations/0023-runs-of-the-instance-and-step-outputs.ts';
import * as languageAndTimeZone from './migrations/0024-language-and-time-zone.ts';

/** Every migration, in order. Forward only; one that has landed is never edited. */
const migrations: Record<string, Migration> = {
  '0001-house': house,
  '0002-places': places,
  '0003-crawl': crawl,
  '0004-choices': choices,
  '0005-search': search,
  '0006-versions': versions,
  '0007-crawl': sharing,
  '0008-uploads': uploads,
  '0010-completions': completions,
  '0011-opinions': opinions,
  '0012-instructions': instructions,
  '0013-nearest': nearest,
  '0014-branches': branches,
  '0015-next-messages': nextMessages,
  '0016-endpoints': endpoints,
  '0017-storing': storing,
  '0018-workspaces': workspaces,
  '0019-titles': titles,
  '0020-turns': turns,
  '0021-attachments': attachments,
  '0022-kept': kept,
  '0023-runs-of-the-instance-and-step-outputs': instanceRuns,
  '0024-language-and-time-zone': languageAndTimeZone,
};

const migrator = (db: Database) => new Migrator({ db, provider: { getMigrations: async () => migrations } });

/** Brings the schema to the newest version, under the migrator's advisory lock; several processes may call it at once. Returns the names that ran. */
export async function migrate(db: Database): Promise<string[]> {
  const { error, results } = await migrator(db).migrateToLatest();
  if (error) throw error;
  return (results ?? []).map((result) => result.migrationName);
}

/** Names of migrations that have not run. */
export async function pendingMigrations(db: Database): Promise<string[]> {
  const all = await migrator(db).getMigrations();
  return all.filter((migration) => !migration.executedAt).map((migration) => migration.name);
}
