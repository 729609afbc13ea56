import { type Kysely, sql } from 'kysely';

/** What each person thinks of the conversations of a workspace: which to keep at hand, and which answers helped. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table conversation_pins (
    user_id uuid not null references users on delete cascade,
    conversation_id uuid not null references conversations on delete cascade,
    created_at timestamptz not null default now(),
    primary key (user_id, conversation_id)
  )`);
  await run(`create table answer_ratings (
    user_id uuid not null references users on delete cascade,
    answer_id uuid not null references messages on delete cascade,
    rating text not null check (rating in ('up','down')),
    reason text,
    created_at timestamptz not null default now(),
    primary key (answer_id, user_id)
  )`);
}
