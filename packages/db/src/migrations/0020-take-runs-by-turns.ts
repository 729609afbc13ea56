import { type Kysely, sql } from 'kysely';

/** Runs of a lane are taken by turns between workspaces: a run's turn, its priority,
 * is told by the first of the lane and the last of its workspace. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create index runs_turn on runs (lane, priority) where status = 'queued'`);
  await run(`create index runs_own_turn on runs (lane, workspace_id, priority) where status = 'queued'`);
}
