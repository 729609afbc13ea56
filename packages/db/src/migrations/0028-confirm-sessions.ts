import { type Kysely, sql } from 'kysely';

/** When the password of a session was last typed; those that are open now were confirmed when they began. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table sessions add column confirmed_at timestamptz not null default now()');
  await run('update sessions set confirmed_at = created_at');
}
