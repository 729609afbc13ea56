import { type Kysely, sql } from 'kysely';

/** Files that people attach to messages: read like sources, kept with the conversation and in nobody's search. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table attachments (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    conversation_id uuid references conversations on delete cascade,
    file_id uuid not null references files on delete cascade,
    name text not null,
    status text not null default 'reading' check (status in ('reading','ready','failed')),
    note text,
    text text not null default '',
    parts jsonb not null default '[]',
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now()
  )`);
  await run('create index attachments_conversation on attachments (conversation_id)');
  await run('create index attachments_file on attachments (file_id)');
  await run('create index attachments_unsent on attachments (created_at) where conversation_id is null');
  await run(`create table message_attachments (
    message_id uuid not null references messages on delete cascade,
    attachment_id uuid not null references attachments on delete cascade,
    position integer not null,
    primary key (message_id, attachment_id)
  )`);
  await run('create index message_attachments_attachment on message_attachments (attachment_id)');
}
