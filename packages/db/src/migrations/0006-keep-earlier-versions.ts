import { type Kysely, sql } from 'kysely';

/**
 * Records can be edited, and keep what they said before; pages of the web keep what they said before they changed. A source knows when
 * its last look at the web began.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table sources add column synced_at timestamptz');
  await run(`alter table records add column version integer not null default 1,
    -- its text is a person's and not the source's
    add column edited boolean not null default false,
    -- when this version came, and by whom; nobody: the source itself
    add column changed_at timestamptz,
    add column changed_by uuid references users on delete set null,
    add column deleted_at timestamptz`);
  // few of many: what a further reading of the source must not lose
  await run('create index records_kept on records (source_id) where edited or deleted_at is not null');
  await run(`create table record_versions (
    record_id uuid not null references records on delete cascade,
    version integer not null,
    workspace_id uuid not null references workspaces on delete cascade,
    title text not null,
    text text not null,
    spans jsonb not null default '[]',
    edited boolean not null,
    changed_at timestamptz,
    changed_by uuid references users on delete set null,
    -- an edit that a further reading of the source has replaced, since the source has changed there
    replaced_by_source boolean not null default false,
    replaced_at timestamptz not null default now(),
    primary key (record_id, version)
  )`);
  await run(`create table item_versions (
    item_id uuid not null references source_items on delete cascade,
    version integer not null,
    workspace_id uuid not null references workspaces on delete cascade,
    title text not null,
    text text not null,
    content_hash text,
    fetched_at timestamptz,
    replaced_at timestamptz not null default now(),
    primary key (item_id, version)
  )`);
}
