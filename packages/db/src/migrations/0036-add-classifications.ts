import { type Kysely, sql } from 'kysely';

/**
 * Classifications and their results: an item is one text under one scheme, waiting until it is answered. What people say about a text
 * under a scheme belongs to neither; it is found by the text's id, or by its words where the text was read again. Answers are kept by
 * what was asked, so that the same question is not paid for twice.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table classifications (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces (id) on delete cascade,
    run_id uuid,
    name text not null,
    status text not null check (status in
      ('pending', 'running', 'paused', 'completed', 'completed-with-errors', 'failed', 'cancelled')),
    reason text,
    paused_at timestamptz,
    schemes jsonb not null,
    scope jsonb not null,
    provider jsonb not null,
    concurrency int not null,
    created_by uuid references users (id) on delete set null,
    created_at timestamptz not null,
    deleted_at timestamptz
  )`);
  await run('create index classifications_of_workspace on classifications (workspace_id, created_at desc, id desc)');
  await run(`create table classification_items (
    id uuid primary key default gen_random_uuid(),
    classification_id uuid not null references classifications (id) on delete cascade,
    workspace_id uuid not null references workspaces (id) on delete cascade,
    position int not null,
    scheme_id uuid not null references schemes (id) on delete cascade,
    scheme_version int not null,
    subject_kind text not null,
    subject_id uuid not null,
    subject_version int not null,
    status text not null default 'queued' check (status in ('queued', 'asking', 'done', 'failed')),
    failures int not null default 0,
    not_before timestamptz not null default now(),
    claimant uuid,
    claimed_until timestamptz,
    text_hash bytea,
    field_values jsonb,
    confidence jsonb,
    least_confidence real,
    justification jsonb,
    evidence jsonb,
    raw text,
    error_code text,
    error_message text,
    provider text,
    endpoint_id uuid,
    model text,
    input_tokens int not null default 0,
    output_tokens int not null default 0,
    cost float8,
    latency_ms int,
    cached boolean not null default false,
    answered_at timestamptz,
    unique (classification_id, scheme_id, subject_id)
  )`);
  await run(`create index classification_items_open on classification_items (classification_id, not_before, position)
    where status in ('queued', 'asking')`);
  await run('create index classification_items_in_order on classification_items (classification_id, position, id)');
  await run(`create index classification_items_of_subject on classification_items (subject_id, scheme_id, answered_at desc)
    where status in ('done', 'failed')`);
  await run(`create table judgements (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    scheme_id uuid not null references schemes (id) on delete cascade,
    subject_kind text not null,
    subject_id uuid not null,
    subject_version int not null,
    text_hash bytea not null,
    field_values jsonb not null,
    accepted_values jsonb not null,
    review text not null check (review in ('accepted', 'rejected', 'corrected')),
    version int not null,
    imported boolean not null default false,
    judged_by uuid references users (id) on delete set null,
    judged_at timestamptz not null,
    primary key (scheme_id, subject_id)
  )`);
  await run('create index judgements_of_text on judgements (scheme_id, text_hash)');
  await run(`create table answer_cache (
    workspace_id uuid not null references workspaces (id) on delete cascade,
    key bytea not null,
    answer jsonb not null,
    created_at timestamptz not null,
    primary key (workspace_id, key)
  )`);
  // what a prompt was long, so that its tokens can be told beforehand the next time
  await run('alter table model_requests add column prompt_chars int');
  await run('create index answer_cache_by_age on answer_cache (created_at)');
}
