import { type Kysely, sql } from 'kysely';

/** Lists old seals, and lets a file be dropped before it is purged. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await listOldSeals(db);
  await sql`alter table files add column dropped_at timestamptz`.execute(db);
  // every request for a file asks whether one of its sources lives
  await sql`create index sources_file on sources (file_id) where file_id is not null`.execute(db);
}

/**
 * Which cells hold what was sealed before seals were bound to their cells, with the digest of what is in them. The next start binds these
 * and no others: nothing that comes into a cell later is opened as an old seal.
 */
export async function listOldSeals(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table unbound_seals (
    table_name text not null,
    column_name text not null,
    row_id uuid not null,
    digest bytea not null,
    primary key (table_name, column_name, row_id)
  )`);
  const list = (table: string, column: string, value: string) =>
    run(`insert into unbound_seals (table_name, column_name, row_id, digest)
      select '${table}', '${column}', id, sha256(convert_to(${value}, 'UTF8')) from ${table} where ${value} <> ''`);
  await list('model_endpoints', 'sealed_key', 'sealed_key');
  await list('model_endpoints', 'sealed_headers', 'sealed_headers');
  await list('sources', 'options.sealedPassword', `options->>'sealedPassword'`);
}
