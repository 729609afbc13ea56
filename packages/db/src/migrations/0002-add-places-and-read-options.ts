import { type Kysely, sql } from 'kysely';

/**
 * Records know places other than pages (a row of a sheet, a heading of an address, a span of time), and sources how their file is
 * to be read. A chunk stands in one record and has its place from there. Files have what is shown in their place: of a picture the
 * upright, smaller one without the camera's notes.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table records add column place jsonb');
  await run('alter table sources add column options jsonb');
  await run('alter table files add column shown jsonb');
}
