import type { Database } from '@millrace/db/database';

/** The same database, and the rows that its queries bring. */
export function watchRows(db: Database): { watched: Database; rows: Record<string, unknown>[] } {
  const rows: Record<string, unknown>[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      rows.push(...result.rows);
      return result;
    },
  });
  return { watched, rows };
}
