import { type Kysely, sql } from 'kysely';

/**
 * Conversations are private to who began them, a person or an API key, until they are shared with the workspace. Those of before stay
 * shared. What keys have asked was known by its missing author alone: unless a person has asked in it too, it leaves the lists.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`alter table conversations
    add column visibility text not null default 'workspace' check (visibility in ('private','workspace')),
    add column api_key_id uuid references api_keys on delete set null,
    drop constraint conversations_origin_check,
    add constraint conversations_origin_check check (origin in ('app','key','completion'))`);
  await run(`alter table conversations alter column visibility set default 'private'`);
  await run(`update conversations set origin = 'key' where origin = 'app' and created_by is null and not exists (
    select from messages where messages.conversation_id = conversations.id and messages.created_by is not null)`);
  await run(`update conversations set visibility = 'private' where origin = 'completion'`);
  // a file that is attached and not sent is its person's, or its key's
  await run('alter table attachments add column api_key_id uuid references api_keys on delete set null');
  await run(`create index runs_attachment on runs ((subject->>'id')) where subject->>'kind' = 'attachment'`);
  // the list takes its pages from two of these: what is shared, and what is one's own
  await run(`create index conversations_shared on conversations (workspace_id, updated_at desc, id desc)
    where visibility = 'workspace' and deleted_at is null`);
  await run(`create index conversations_of_person on conversations (workspace_id, created_by, updated_at desc, id desc)
    where visibility = 'private' and deleted_at is null`);
  await run(`create index conversations_of_key on conversations (workspace_id, api_key_id, updated_at desc, id desc)
    where visibility = 'private' and deleted_at is null`);
}
