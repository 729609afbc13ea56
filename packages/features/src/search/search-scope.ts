import type { SearchFilters } from '@millrace/contract/search/search';
import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';

/** Which passages may be found at all. `phrases` and `without` come from the query. */
export type Scope = {
  workspaceId: string;
  filters?: SearchFilters;
  phrases?: Phrase[];
  /** tsqueries of words that a passage must not have. */
  without?: string[];
};

/**
 * `words`: a tsquery of the stems, one behind another; '' where all of them are stop words. `text`: folded, as it must stand there.
 * `acronym`: a tsquery of the one stop word in capitals that it is.
 */
export type Phrase = { words: string; text: string; acronym?: string };

/**
 * The condition on `chunks` that every way of finding has in common. Whatever is deleted or left out stands outside, here and nowhere
 * else: for hits, for neighbours, for how rare a word is.
 */
export function inScope(scope: Scope): RawBuilder<boolean> {
  const { workspaceId, phrases = [], without = [] } = scope;
  const all = [
    sql`chunks.workspace_id = ${workspaceId} and chunks.enabled`,
    ofSources(scope),
    ...ofRecords(scope),
    ...phrases.map(hasPhrase),
    ...without.map((words) => sql`not chunks.words @@ ${words}::tsquery`),
  ];
  return sql.join(all, sql` and `) as RawBuilder<boolean>;
}

/** The same for neighbours of hits and for words as such: what may be read, whatever was asked for. */
export const inWorkspace = (workspaceId: string): RawBuilder<boolean> => inScope({ workspaceId });

/** In how many sources is looked, by what is asked of them as a whole. */
export async function countSources(db: Database, scope: Scope): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from sources left join files on files.id = sources.file_id
    where ${allowedSources(scope)}`.execute(db);
  return rows[0]?.count ?? 0;
}

function ofSources(scope: Scope): RawBuilder<unknown> {
  const { workspaceId, filters = {} } = scope;
  if (!filters.sourceIds && !filters.kinds && !filters.tags) {
    return sql`chunks.source_id not in (
      select id from sources where workspace_id = ${workspaceId} and (deleted_at is not null or not enabled)
    )`;
  }
  return sql`chunks.source_id in (
    select sources.id from sources left join files on files.id = sources.file_id where ${allowedSources(scope)}
  )`;
}

function allowedSources({ workspaceId, filters = {} }: Scope): RawBuilder<unknown> {
  const { sourceIds, kinds, tags } = filters;
  const all = [sql`sources.workspace_id = ${workspaceId} and sources.deleted_at is null and sources.enabled`];
  if (sourceIds) all.push(sql`sources.id = any(${sourceIds}::uuid[])`);
  if (tags) {
    const wanted = tags.map((tag) => tag.toLowerCase());
    all.push(sql`exists (select from unnest(sources.tags) as tag where lower(tag) = any(${wanted}::text[]))`);
  }
  if (kinds) {
    const wanted = sourceKinds.filter(({ value }) => kinds.includes(value));
    const mediaTypes = wanted.flatMap((kind) => kind.mediaTypes);
    const without = wanted.flatMap(({ kind, mediaTypes: some }) => (some.length === 0 ? kind : []));
    all.push(sql`(sources.kind = any(${without}::text[]) or files.media_type = any(${mediaTypes}::text[]))`);
  }
  return sql.join(all, sql` and `);
}

function ofRecords({ workspaceId, filters = {} }: Scope): RawBuilder<unknown>[] {
  const { languages, after, before } = filters;
  const all: RawBuilder<unknown>[] = [];
  if (languages) all.push(sql`records.lang = any(${languages}::text[])`);
  const time = sql`coalesce(records.time, sources.created_at)`;
  // days are those of the workspace
  const zone = sql`(select time_zone from workspaces where id = ${workspaceId})`;
  if (after) all.push(sql`${time} >= ${after}::date::timestamp at time zone ${zone}`);
  if (before) all.push(sql`${time} < (${before}::date + 1)::timestamp at time zone ${zone}`);
  if (all.length === 0) return [];
  return [
    sql`chunks.record_id in (
      select records.id from records join sources on sources.id = records.source_id
      where records.workspace_id = ${workspaceId} and ${sql.join(all, sql` and `)}
    )`,
  ];
}

/** The stems find the passages, the folded text makes sure of each word. Where all are stop words, only the text can tell. */
function hasPhrase({ words, text, acronym }: Phrase): RawBuilder<unknown> {
  const all = sql`chunks.title || ' ' || chunks.heading || ' ' || chunks.text`;
  // in capitals it is an acronym, and no pronoun
  if (acronym !== undefined) return sql`chunks.words @@ ${acronym}::tsquery`;
  if (words === '') return sql`(${all}) ~* ${`\\m${text.trim().replaceAll(' ', '\\W+')}\\M`}`;
  return sql`(chunks.words @@ ${words}::tsquery and ' ' || search_fold(${all}) || ' ' like ${`%${text}%`})`;
}
