import { type Kysely, sql } from 'kysely';

/** What housekeeping looks for every ten minutes: whose time is over, and the runs that go with a conversation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('create index conversations_deleted on conversations (deleted_at) where deleted_at is not null');
  await run(`create index conversations_of_tools on conversations (updated_at) where origin = 'completion'`);
  await run(`create index runs_conversation on runs ((subject->>'id')) where subject->>'kind' = 'conversation'`);
  // rows come in the order of their time, so that a few pages of summary find the old ones
  await run('create index model_requests_age on model_requests using brin (started_at)');
}
