import { type Kysely, sql } from 'kysely';

/** Several workers share one crawl: who holds an address and until when, and how many are known without counting them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table source_items add column claimed_by uuid, add column claimed_until timestamptz');
  await run('alter table sources add column addresses integer not null default 0');
  await run(`update sources set addresses = found.count
    from (select source_id, count(*) as count from source_items group by source_id) as found where found.source_id = sources.id`);
}
