import { type Kysely, sql } from 'kysely';

/**
 * The address that is asked is the one that was linked; a key beside it says which addresses are one page. What was found before has been
 * stored under its key. `arrived_at`: when the last request has reached a host at the latest, from which its delay counts.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table source_items add column key text');
  await run('update source_items set key = url');
  await run('alter table source_items alter column key set not null');
  await run('alter table source_items drop constraint source_items_source_id_url_key');
  await run('alter table source_items add constraint source_items_source_id_key_key unique (source_id, key)');
  await run('create index source_items_canonical on source_items (source_id, canonical) where canonical is not null');
  await run('alter table crawl_hosts add column arrived_at timestamptz');
}
