import { sql } from 'kysely';
import type { Services } from '../services.ts';

/**
 * Counts, once for each source, that passages of it were given to a model or shown. Nobody waits for it, and nothing fails by it: it is
 * a figure, and an answer is worth more.
 */
export function countRetrieved({ db, log }: Pick<Services, 'db' | 'log'>, hits: { sourceId: string }[]): void {
  const ids = [...new Set(hits.map((hit) => hit.sourceId))].sort();
  if (ids.length === 0) return;
  // locked in one order: two searches at once must not wait for each other
  sql`update sources set retrieved = retrieved + 1 from (
      select id from sources where id = any(${ids}::uuid[]) order by id for update skip locked
    ) shown where sources.id = shown.id`
    .execute(db)
    .catch((err: unknown) => log.warn({ err }, 'the retrieved sources could not be counted'));
}
