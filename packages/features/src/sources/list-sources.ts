import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import type { listSourcesInput, SourcePage, SourceState } from '@millrace/contract/sources/sources';
import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import { viewsOf, withFiles } from './sources.queries.ts';

type Wanted = z.output<typeof listSourcesInput>;

/** What a list is ordered by, of the row under this name. */
type Order = { by: (table: 'sources' | 'last') => RawBuilder<unknown>; direction: 'asc' | 'desc' };
const column = (name: string) => (table: string) => sql`${sql.ref(`${table}.${name}`)}`;
const orders: Record<Wanted['sort'], Order> = {
  newest: { by: column('createdAt'), direction: 'desc' },
  oldest: { by: column('createdAt'), direction: 'asc' },
  title: { by: (table) => sql`lower(${sql.ref(`${table}.title`)})`, direction: 'asc' },
  updated: { by: column('updatedAt'), direction: 'desc' },
  retrieved: { by: column('retrieved'), direction: 'desc' },
};

/** The state that people see, see `sourceStates`. */
const state = sql<SourceState>`case when not sources.enabled and sources.status in ('ready', 'partial')
  then 'disabled' else sources.status end`;

const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');

/** Everything that is asked for but the state. */
function found(db: Database, { workspaceId, q, kind, tag }: Wanted) {
  const wanted = sourceKinds.find(({ value }) => value === kind);
  let query = withFiles(db).where('sources.workspaceId', '=', workspaceId);
  if (q) {
    const like = `%${literally(q)}%`;
    query = query.where(({ eb, or }) => or([eb('sources.title', 'ilike', like), eb('files.name', 'ilike', like)]));
  }
  if (wanted) query = query.where('sources.kind', '=', wanted.kind);
  if (wanted && wanted.mediaTypes.length > 0) query = query.where('files.mediaType', 'in', wanted.mediaTypes);
  if (tag) query = query.where(sql<boolean>`${tag} = any(sources.tags)`);
  return query;
}

async function countByState(db: Database, wanted: Wanted): Promise<SourcePage['counts']> {
  const rows = await found(db, wanted)
    .clearSelect()
    .groupBy(state)
    .select((eb) => [state.as('state'), eb.fn.countAll<number>().as('count')])
    .execute();
  return Object.fromEntries(rows.map((row) => [row.state, Number(row.count)]));
}

/** A page of a workspace's sources, and how many there are of each state. `cursor` is the last id of the page before. */
export async function listSources(db: Database, wanted: Wanted): Promise<SourcePage> {
  const { cursor, limit, sort } = wanted;
  const { by, direction } = orders[sort];
  let query = found(db, wanted);
  if (wanted.state) query = query.where(state, '=', wanted.state);
  if (cursor !== undefined) {
    const beyond = sql.raw(direction === 'desc' ? '<' : '>');
    query = query.where(
      sql<boolean>`(${by('sources')}, sources.id) ${beyond} (select ${by('last')}, last.id from sources last where last.id = ${cursor})`,
    );
  }
  const rows = await query
    .orderBy(by('sources'), direction)
    .orderBy('sources.id', direction)
    .limit(limit + 1)
    .execute();
  const page = rows.slice(0, limit);
  return {
    items: await viewsOf(db, page),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
    counts: await countByState(db, wanted),
  };
}

export async function listTags(db: Database, workspaceId: string): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`select distinct unnest(tags) as tag from sources
    where workspace_id = ${workspaceId} and deleted_at is null`.execute(db);
  return rows.map(({ tag }) => tag).sort((a, b) => a.localeCompare(b, 'en'));
}
