import { type Kysely, sql } from 'kysely';

/**
 * Runs may belong to the instance instead of a workspace, and are found by what they work on. Steps count their failures, and keep large
 * outputs in the storage under a key.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table runs alter column workspace_id drop not null');
  await run('drop index runs_unique_key');
  // all runs of the instance are of one scope, which `null` says
  await run(`create unique index runs_unique_key on runs (workspace_id, unique_key) nulls not distinct
    where unique_key is not null and status in ('queued','running')`);
  await run('drop index runs_conversation');
  await run(`create index runs_subject on runs ((subject->>'kind'), (subject->>'id'))`);

  await run(`alter table run_steps
    add column output_key text,
    add column failures integer not null default 0,
    add column finished_at timestamptz,
    alter column output drop not null`);
  await run('update run_steps set finished_at = created_at');
  await run(`alter table run_steps add check (finished_at is null or (output is null) <> (output_key is null))`);
  await run('create index run_steps_output on run_steps (output_key) where output_key is not null');
  // keys in the storage that perhaps no step names; housekeeping looks and removes those
  await run(`create table loose_outputs (
    key text primary key,
    since timestamptz not null default now()
  )`);
  await run('create index loose_outputs_since on loose_outputs (since)');
  // a step goes with its run, its run with its workspace: wherever that begins, its output is noted
  await run(`create function note_loose_output() returns trigger language plpgsql as $$
  begin
    insert into loose_outputs (key) values (old.output_key) on conflict (key) do update set since = excluded.since;
    return null;
  end $$`);
  await run(`create trigger run_steps_deleted after delete on run_steps
    for each row when (old.output_key is not null) execute function note_loose_output()`);
  await run(`create trigger run_steps_replaced after update of output_key on run_steps
    for each row when (old.output_key is not null and new.output_key is distinct from old.output_key)
    execute function note_loose_output()`);
}
