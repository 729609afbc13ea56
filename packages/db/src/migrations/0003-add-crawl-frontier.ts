import { type Kysely, sql } from 'kysely';

/** The frontier of crawls, and the clock that all workers share for each host. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const run = (text: string) => sql.raw(text).execute(db);
  await run('alter table sources drop constraint sources_status_check');
  await run(`alter table sources add constraint sources_status_check
    check (status in ('queued','processing','ready','partial','failed','cancelled','paused'))`);
  await run('alter table sources add column paused_at timestamptz');
  await run(`create table source_items (
    id uuid primary key default gen_random_uuid(),
    workspace_id uuid not null references workspaces on delete cascade,
    source_id uuid not null references sources on delete cascade,
    position integer not null generated always as identity,
    url text not null,
    -- scheme, host and port: what has a clock and a robots.txt
    origin text not null,
    -- the address without its query, where it has one: variants are counted by it
    variant_of text,
    status text not null default 'queued'
      check (status in ('queued','fetching','ready','skipped','failed','removed')),
    -- why, for machines and for people
    code text,
    reason text,
    depth integer not null,
    hops integer not null default 0,
    attempts integer not null default 0,
    deferrals integer not null default 0,
    crashes integer not null default 0,
    not_before timestamptz not null default now(),
    found_on text,
    title text,
    lang text,
    canonical text,
    redirected_to text,
    media_type text,
    http_status integer,
    etag text,
    last_modified text,
    content_hash text,
    -- what the last fetch found, and how often the content has changed
    outcome text check (outcome in ('new','same','changed','removed')),
    version integer not null default 0,
    file_id uuid references files on delete set null,
    page_time timestamptz,
    fetched_at timestamptz,
    changed_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    unique (source_id, url)
  )`);
  await run('create index source_items_frontier on source_items (source_id, status, depth, position)');
  await run('create index source_items_list on source_items (source_id, position)');
  await run('create index source_items_variants on source_items (source_id, variant_of) where variant_of is not null');
  await run(
    'create index source_items_content on source_items (source_id, content_hash) where content_hash is not null',
  );
  await run('create index source_items_file on source_items (file_id) where file_id is not null');
  await run('alter table records add column item_id uuid references source_items on delete cascade');
  await run('create index records_item on records (item_id) where item_id is not null');
  await run(`create table crawl_hosts (
    origin text primary key,
    next_allowed_at timestamptz not null default now(),
    delay_ms integer not null default 0,
    robots text,
    robots_state text check (robots_state in ('read','absent','unreachable')),
    robots_read_at timestamptz,
    robots_failures integer not null default 0
  )`);
}
