import { type Kysely, sql } from 'kysely';

/**
 * Several model endpoints for each workspace, a ledger of what they were asked, and what a conversation chooses among them. The one
 * endpoint of the instance becomes a shared one of its owner's first workspace.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run(`create table model_endpoints (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    name text not null,
    position integer not null,
    base_url text not null,
    models text[] not null check (cardinality(models) > 0),
    sealed_key text not null default '',
    reach text not null check (reach in ('public','private')),
    enabled boolean not null default true,
    shared boolean not null default false,
    daily_tokens bigint,
    input_price double precision,
    output_price double precision,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now()
  )`);
  await run('create unique index model_endpoints_name on model_endpoints (workspace_id, lower(name))');
  await run('create index model_endpoints_shared on model_endpoints (created_at) where shared');

  // one row for every request that may have been billed; endpoints may go, what they cost stays
  await run(`create table model_requests (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    endpoint_id uuid,
    endpoint_name text not null,
    model text not null,
    purpose text not null,
    run_id uuid,
    status text not null default 'running' check (status in ('running','complete','stopped','failed','interrupted')),
    reason text,
    input_tokens integer not null,
    output_tokens integer not null default 0,
    estimated boolean not null default true,
    input_price double precision,
    output_price double precision,
    started_at timestamptz not null default now(),
    finished_at timestamptz
  )`);
  await run(`create index model_requests_workspace on model_requests (workspace_id, started_at)`);
  await run(`create index model_requests_endpoint on model_requests (endpoint_id, started_at)
    include (input_tokens, output_tokens) where endpoint_id is not null`);
  await run(`create index model_requests_running on model_requests (run_id) where status = 'running'`);

  await run(`alter table conversations add column choices jsonb not null default '{}'`);
  await run('alter table messages add column answered_by jsonb');

  await run(`insert into model_endpoints (workspace_id, name, position, base_url, models, sealed_key, reach, shared)
    select home.id, 'Model', 0, value->>'baseUrl', array[value->>'model'], value->>'sealedApiKey', 'private', true
    from settings, lateral (
      select workspaces.id from workspaces
        left join members on members.workspace_id = workspaces.id and members.role = 'owner'
        left join users on users.id = members.user_id
      order by coalesce(users.is_admin, false) desc, workspaces.created_at limit 1
    ) as home
    where settings.key = 'model'`);
  await run('drop table settings');
}
