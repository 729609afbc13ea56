import { type Kysely, sql } from 'kysely';

/** Who has named a conversation: a title that a person gave is never replaced. Of those that are there nobody knows any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table conversations
      add column titled_by text not null default 'person' check (titled_by in ('question','model','person'))`)
    .execute(db);
}
