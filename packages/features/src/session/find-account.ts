import type { Database, Trx } from '@millrace/db/database';
import { sql } from 'kysely';

/** The account of an e-mail address, however it is written; undefined where nobody has it. */
export const findAccount = (db: Database | Trx, email: string): Promise<{ id: string } | undefined> =>
  db.selectFrom('users').where(sql<string>`lower(email)`, '=', email.toLowerCase()).select('id').executeTakeFirst();
