import { type Kysely, sql } from 'kysely';

/** Messages that wait for the end of an answer. What a member of a workspace wanted to ask goes with the membership. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table next_messages (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    conversation_id uuid not null references conversations on delete cascade,
    position integer not null,
    text text not null,
    model text,
    client_request_id text,
    created_by uuid,
    created_at timestamptz not null default now(),
    foreign key (workspace_id, created_by) references members (workspace_id, user_id) on delete cascade
  )`);
  await run('create index next_messages_conversation on next_messages (conversation_id, position)');
  await run('create index next_messages_member on next_messages (workspace_id, created_by)');
  await run(`create unique index next_messages_client_request on next_messages (conversation_id, client_request_id)
    where client_request_id is not null`);
  await run(`alter table conversations
    add column next_paused text check (next_paused in ('stopped','interrupted','failed'))`);
}
