import { type Kysely, sql } from 'kysely';

/** Schemes: what people want to know of each text. A version is never changed; `schemes.version` is the newest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table schemes (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces (id) on delete cascade,
    version int not null default 1,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    deleted_at timestamptz
  )`);
  await run('create index schemes_of_workspace on schemes (workspace_id, changed_at desc, id desc)');
  await run(`create table scheme_versions (
    scheme_id uuid not null references schemes (id) on delete cascade,
    version int not null,
    name text not null,
    description text not null,
    instructions text not null,
    fields jsonb not null,
    created_by uuid references users (id) on delete set null,
    created_at timestamptz not null,
    primary key (scheme_id, version)
  )`);
}
