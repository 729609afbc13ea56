import { type Kysely, sql } from 'kysely';

/**
 * The nearest by bits are looked for in an index that holds all that this asks about, and not in the rows, which are twenty times as
 * wide. It takes the place of the one on workspaces, whose columns it begins with.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('drop index chunks_workspace');
  await run(`create index chunks_workspace on chunks (workspace_id, embedding_model)
    include (id, source_id, record_id, enabled, embedding_bits)`);
}
