import { type Kysely, sql } from 'kysely';

/**
 * Uploads that come in parts: how far each one is, so that it goes on there after a cut. `file_id` is set when it is complete and kept
 * for a while, for who lost the last answer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table uploads (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    created_by uuid references users on delete cascade,
    name text not null,
    size bigint not null,
    -- as the sender's system has it: with name and size it tells whether a file is the one that was begun
    modified_at timestamptz,
    received bigint not null default 0,
    file_id uuid references files on delete set null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`);
  await run('create index uploads_workspace on uploads (workspace_id)');
  await run('create index uploads_file on uploads (file_id)');
  // the same octets are looked for in one workspace
  await run('create index files_workspace_sha256 on files (workspace_id, sha256)');
}
