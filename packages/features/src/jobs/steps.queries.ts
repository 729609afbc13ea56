import type { Database } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';

export type StepRow = Row<'runSteps'>;
/** One attempt of a run: what writes for it must still own it. */
type Attempt = { id: string; attempt: number };
/** Where an output is: in the row as JSON text, or in the storage under a key. */
export type StoredOutput = { output: string } | { outputKey: string };

export function findStep(db: Database, { id }: Attempt, name: string): Promise<StepRow | undefined> {
  return db.selectFrom('runSteps').selectAll().where('runId', '=', id).where('name', '=', name).executeTakeFirst();
}

/** Stores that a step has finished, and its output; its failures are reset. False: the attempt no longer owns its run. */
export async function finishStep(
  db: Database,
  { id, attempt }: Attempt,
  name: string,
  stored: StoredOutput,
): Promise<boolean> {
  const output = 'output' in stored ? stored.output : null;
  const key = 'outputKey' in stored ? stored.outputKey : null;
  const { rows } = await sql`
    insert into run_steps (run_id, name, output, output_key, finished_at)
    select id, ${name}, ${output}::jsonb, ${key}, now() from runs
    where id = ${id} and attempt = ${attempt} and status = 'running'
    on conflict (run_id, name) do update
    set output = excluded.output, output_key = excluded.output_key, finished_at = excluded.finished_at, failures = 0
    returning run_id`.execute(db);
  return rows.length > 0;
}

/** Counts a failure of a step; returns how many it has now. Undefined: the attempt no longer owns its run. */
export async function countFailure(db: Database, { id, attempt }: Attempt, name: string): Promise<number | undefined> {
  const { rows } = await sql<{ failures: number }>`
    insert into run_steps (run_id, name, failures)
    select id, ${name}, 1 from runs where id = ${id} and attempt = ${attempt} and status = 'running'
    on conflict (run_id, name) do update
    set failures = run_steps.failures + 1, output = null, output_key = null, finished_at = null
    returning failures`.execute(db);
  return rows[0]?.failures;
}

/** The run has made progress since its workers died, so their crashes no longer count. */
export async function forgetCrashes(db: Database, { id, attempt }: Attempt): Promise<void> {
  await db
    .updateTable('runs')
    .set({ crashes: 0 })
    .where('id', '=', id)
    .where('attempt', '=', attempt)
    .where('status', '=', 'running')
    .execute();
}
