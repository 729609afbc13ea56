import { type Kysely, sql } from 'kysely';

/** Since when nobody can sign in to an account that its person put away; a reset link brings it back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table users add column deactivated_at timestamptz').execute(db);
}
