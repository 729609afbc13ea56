import { type Kysely, sql } from 'kysely';

/** Accounts, workspaces, runs, knowledge and chat: everything the main job needs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);

  await run('create extension if not exists vector');
  await run('create extension if not exists pg_trgm');

  // --- people -----------------------------------------------------------------------------------------------------
  await run(`create table users (
    id uuid primary key default gen_random_uuid(),
    email text not null,
    name text not null,
    password_hash text not null,
    is_admin boolean not null default false,
    created_at timestamptz not null default now()
  )`);
  await run('create unique index users_email on users (lower(email))');
  await run(`create table sessions (
    id uuid primary key default gen_random_uuid(),
    user_id uuid not null references users on delete cascade,
    token_hash bytea not null unique,
    user_agent text not null default '',
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`);
  await run('create index sessions_user on sessions (user_id)');
  // counts per key (account, address) within a window; here and not in Redis, so that losing Redis opens no door
  await run(`create table throttles (
    key text primary key,
    hits integer not null,
    resets_at timestamptz not null
  )`);

  // --- workspaces -------------------------------------------------------------------------------------------------
  await run(`create table workspaces (
    id uuid primary key default gen_random_uuid(),
    name text not null,
    created_at timestamptz not null default now()
  )`);
  await run(`create table members (
    workspace_id uuid not null references workspaces on delete cascade,
    user_id uuid not null references users on delete cascade,
    role text not null check (role in ('owner','editor','analyst','viewer')),
    created_at timestamptz not null default now(),
    primary key (workspace_id, user_id)
  )`);
  await run('create index members_user on members (user_id)');
  await run(`create table invitations (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    email text not null,
    role text not null check (role in ('owner','editor','analyst','viewer')),
    token_hash bytea not null unique,
    invited_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    accepted_at timestamptz
  )`);
  await run('create index invitations_workspace on invitations (workspace_id)');
  await run(`create table api_keys (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    name text not null,
    prefix text not null,
    key_hash bytea not null unique,
    role text not null check (role in ('owner','editor','analyst','viewer')),
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`);
  await run('create index api_keys_workspace on api_keys (workspace_id)');
  await run(`create table settings (
    key text primary key,
    value jsonb not null,
    updated_at timestamptz not null default now()
  )`);

  // --- runs -------------------------------------------------------------------------------------------------------
  await run(`create table runs (
    id uuid primary key,
    workspace_id uuid not null references workspaces on delete cascade,
    name text not null,
    lane text not null,
    priority integer not null default 0,
    payload jsonb not null,
    subject jsonb,
    status text not null default 'queued'
      check (status in ('queued','running','succeeded','failed','cancelled','interrupted')),
    attempt integer not null default 0,
    failures integer not null default 0,
    crashes integer not null default 0,
    state jsonb,
    result jsonb,
    error jsonb,
    cancel_requested_at timestamptz,
    unique_key text,
    worker text,
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    available_at timestamptz not null default now(),
    started_at timestamptz,
    heartbeat_at timestamptz,
    finished_at timestamptz
  )`);
  await run('create index runs_workspace on runs (workspace_id, created_at desc, id)');
  await run(`create index runs_active on runs (status, available_at) where status in ('queued','running')`);
  await run(`create unique index runs_unique_key on runs (workspace_id, unique_key)
    where unique_key is not null and status in ('queued','running')`);
  await run(`create table run_steps (
    run_id uuid not null references runs on delete cascade,
    name text not null,
    output jsonb not null,
    created_at timestamptz not null default now(),
    primary key (run_id, name)
  )`);
  // what was promised to the queue and is not known to be in it
  await run(`create table outbox (
    run_id uuid primary key references runs on delete cascade,
    available_at timestamptz not null default now()
  )`);
  await run('create index outbox_due on outbox (available_at)');

  // --- knowledge --------------------------------------------------------------------------------------------------
  await run(`create table files (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    sha256 text not null,
    size bigint not null,
    media_type text not null,
    name text not null,
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now()
  )`);
  await run('create index files_workspace on files (workspace_id)');
  await run('create index files_sha256 on files (sha256)');
  await run(`create table sources (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    kind text not null,
    title text not null,
    file_id uuid references files,
    status text not null default 'queued'
      check (status in ('queued','processing','ready','partial','failed','cancelled')),
    reason text,
    pages integer not null default 0,
    skipped integer not null default 0,
    run_id uuid references runs on delete set null,
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
  )`);
  await run('create index sources_workspace on sources (workspace_id, created_at desc, id)');
  await run(`create table records (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    source_id uuid not null references sources on delete cascade,
    position integer not null,
    title text not null,
    text text not null,
    page integer,
    char_start integer not null,
    char_end integer not null,
    spans jsonb not null default '[]',
    unique (source_id, position)
  )`);
  // The words of a text as search knows them, for rows and for queries. Punctuation goes first: the parser would else take
  // "client/server", "2007-01-02" or "<b>" for one file, a negative number or a tag, and none of their words would be found.
  await run(`create function search_words(input text) returns tsvector language sql immutable strict parallel safe as $$
    select pg_catalog.to_tsvector('pg_catalog.english'::regconfig, pg_catalog.translate(input, '/-_.@:+~#=<>&', '             '))
  $$`);
  await run(`create table chunks (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    source_id uuid not null references sources on delete cascade,
    record_id uuid not null references records on delete cascade,
    position integer not null,
    title text not null,
    heading text not null default '',
    text text not null,
    page integer,
    char_start integer not null,
    char_end integer not null,
    words tsvector generated always as (
      setweight(search_words(title || ' ' || heading), 'A') || setweight(search_words(text), 'D')
    ) stored,
    embedding vector,
    -- one bit a dimension: the exact distance is measured only for the nearest by these
    embedding_bits bit varying generated always as (binary_quantize(embedding)) stored,
    embedding_model text,
    unique (source_id, position)
  )`);
  // without a list of pending entries: each search reads all of it, and the embedded database has no autovacuum that would clear it
  await run('create index chunks_words on chunks using gin (words) with (fastupdate = off)');
  await run('create index chunks_workspace on chunks (workspace_id, embedding_model)');
  await run('create index chunks_record on chunks (record_id)');

  // --- chat -------------------------------------------------------------------------------------------------------
  await run(`create table conversations (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    title text not null,
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    deleted_at timestamptz
  )`);
  await run('create index conversations_workspace on conversations (workspace_id, updated_at desc, id)');
  await run(`create table messages (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    conversation_id uuid not null references conversations on delete cascade,
    role text not null check (role in ('user','assistant')),
    parent_id uuid references messages on delete cascade,
    version integer not null default 1,
    content text not null default '',
    reasoning text not null default '',
    status text not null check (status in ('complete','streaming','interrupted','stopped','failed')),
    error jsonb,
    citations jsonb not null default '[]',
    passages jsonb not null default '[]',
    usage jsonb,
    model text,
    run_id uuid references runs on delete set null,
    client_request_id text,
    created_by uuid references users on delete set null,
    created_at timestamptz not null default now(),
    unique (parent_id, version)
  )`);
  await run('create index messages_conversation on messages (conversation_id, created_at, id)');
  await run(`create unique index messages_client_request on messages (conversation_id, client_request_id)
    where client_request_id is not null`);
}
