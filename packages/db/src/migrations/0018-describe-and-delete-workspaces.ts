import { type Kysely, sql } from 'kysely';

/** What a workspace is for, in its people's words; and that it was deleted, which can be undone for a while. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw("alter table workspaces add column description text not null default '', add column deleted_at timestamptz")
    .execute(db);
}
