import { type Kysely, sql } from 'kysely';

/**
 * What people choose about their knowledge and can look for it by: sources and passages that are left out for a while, tags, and of
 * a record its language and the time that it is about.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table sources add column enabled boolean not null default true,
    add column tags text[] not null default '{}',
    -- how often a passage of it was given to a model or shown as a hit
    add column retrieved integer not null default 0`);
  await run('alter table records add column lang text, add column time timestamptz');
  await run('alter table chunks add column enabled boolean not null default true');
}
