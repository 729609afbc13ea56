import { startPostgres } from '@millrace/db/test/start-postgres';
import { getPostgresBin } from './get-postgres.ts';

export type TestPostgres = { url: string; close(): Promise<void> };

/**
 * A PostgreSQL server with pgvector for this test run: the one of TEST_DATABASE_URL, else one of our own in a temporary folder on a free
 * port, got by apt-get where we may. Throws with the reason when there is none to be had. The caller closes it.
 */
export async function openTestPostgres(): Promise<TestPostgres> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) return { url: given, close: async () => {} };
  return startPostgres({ bin: await getPostgresBin(), durable: false });
}
