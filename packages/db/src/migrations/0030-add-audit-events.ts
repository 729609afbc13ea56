import { type Kysely, sql } from 'kysely';

/**
 * Who did what of consequence, and whether they were let. Ids alone: no name, no address, no text. Rows are only ever added; the
 * database itself refuses to change or remove one. Their things may be gone, so nothing refers to them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table audit_events (
    id bigint generated always as identity primary key,
    at timestamptz not null,
    action text not null,
    outcome text not null,
    workspace_id uuid,
    user_id uuid,
    api_key_id uuid,
    subject jsonb not null,
    request_id text not null
  )`);
  await run('create index audit_events_workspace on audit_events (workspace_id, at)');
  await run('create index audit_events_user on audit_events (user_id, at)');
  await run(`create function refuse_audit_change() returns trigger language plpgsql as $$
    begin raise exception 'audit events are only ever added'; end $$`);
  await run(`create trigger audit_events_only_grow before update or delete on audit_events
    for each row execute function refuse_audit_change()`);
}
