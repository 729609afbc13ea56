import { type Kysely, sql } from 'kysely';

/** What is sent to an endpoint beside the key, sealed like it ('': nothing), and how long it may take to begin (null: by its address). */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table model_endpoints
    add column sealed_headers text not null default '',
    add column first_byte_ms integer check (first_byte_ms > 0)`);
}
