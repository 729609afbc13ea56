import { sql } from 'kysely';
import type { Database } from './database.ts';

const everyMs = 60_000;

/**
 * What autovacuum does on a server: counts anew, for the planner, and marks what all may see, for scans of indexes alone. By the same
 * rule: when a fifth of a table has changed. Returns the tables that were tidied.
 */
export async function tidyEmbedded(db: Database): Promise<string[]> {
  // what was changed a moment ago is else told a second later, or never
  await sql`select pg_stat_force_next_flush()`.execute(db);
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_stat_user_tables
    where n_mod_since_analyze > 500 + n_live_tup * 0.2 order by relname`.execute(db);
  for (const { name } of rows) await sql`vacuum (analyze) ${sql.table(name)}`.execute(db);
  return rows.map((row) => row.name);
}

/** Keeps an embedded database tidy, which has nobody else to do it. A round takes well below a second for each thousand changed rows. */
export function keepTidy(db: Database): { stop(): Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const round = () => {
    // tidied at the next round
    running = running.then(() => tidyEmbedded(db)).catch(() => {});
  };
  const timer = setInterval(round, everyMs);
  round();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
