import { type Kysely, sql } from 'kysely';

/** Addresses that accounts wait to have confirmed by the link that was sent there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table email_changes (
    user_id uuid primary key references users (id) on delete cascade,
    email text not null,
    token_hash bytea not null unique,
    expires_at timestamptz not null
  )`);
}
