import { type Kysely, sql } from 'kysely';

/** Conversations that a tool began through the OpenAI-compatible endpoint: with instructions of its own, and in nobody's list. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table conversations
      add column origin text not null default 'app' check (origin in ('app','completion')),
      add column instructions text`)
    .execute(db);
}
