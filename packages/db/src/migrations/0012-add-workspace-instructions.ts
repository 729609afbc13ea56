import { type Kysely, sql } from 'kysely';

/** What a workspace wants of every answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table workspaces add column instructions text').execute(db);
}
