import { type Kysely, sql } from 'kysely';

/** In which language and time zone pages speak to a person (null: as the browser has it), and where a workspace's day begins. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table users add column locale text, add column time_zone text');
  await run(`alter table workspaces add column time_zone text not null default 'UTC'`);
}
