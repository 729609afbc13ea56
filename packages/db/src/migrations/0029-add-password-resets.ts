import { type Kysely, sql } from 'kysely';

/** Links that give an account a new password, once. `made_by`: the owner who made it; null: whoever runs the instance. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table password_resets (
    user_id uuid primary key references users (id) on delete cascade,
    token_hash bytea not null unique,
    made_by uuid references users (id) on delete cascade,
    created_at timestamptz not null,
    expires_at timestamptz not null
  )`);
}
