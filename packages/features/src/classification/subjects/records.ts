import type { Scope } from '@millrace/contract/classification/classification';
import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import type { Database } from '@millrace/db/database';
import { type RawBuilder, sql } from 'kysely';
import type { Place, Subject, SubjectKind } from './subject.ts';

/** Records that live in sources that live. */
const livingRecords = (workspaceId: string): RawBuilder<unknown> => sql`records
  join sources on sources.id = records.source_id
  where records.workspace_id = ${workspaceId} and records.deleted_at is null and sources.deleted_at is null`;

const literally = (text: string) => text.replace(/[\\%_]/g, '\\$&');

function ofSources({ sourceIds, filters = {} }: Scope): RawBuilder<unknown>[] {
  const { tags, kinds } = filters;
  const all: RawBuilder<unknown>[] = [];
  for (const ids of [sourceIds, filters.sourceIds]) if (ids) all.push(sql`sources.id = any(${ids}::uuid[])`);
  if (tags) {
    const wanted = tags.map((tag) => tag.toLowerCase());
    all.push(sql`exists (select from unnest(sources.tags) as tag where lower(tag) = any(${wanted}::text[]))`);
  }
  if (kinds) {
    const wanted = sourceKinds.filter(({ value }) => kinds.includes(value));
    const mediaTypes = wanted.flatMap((kind) => kind.mediaTypes);
    const without = wanted.flatMap((kind) => (kind.mediaTypes.length === 0 ? kind.kind : []));
    all.push(sql`(sources.kind = any(${without}::text[]) or exists (
      select from files where files.id = sources.file_id and files.media_type = any(${mediaTypes}::text[])))`);
  }
  return all;
}

function ofRecords(workspaceId: string, { recordIds, filters = {}, query }: Scope): RawBuilder<unknown>[] {
  const { languages, after, before } = filters;
  const all: RawBuilder<unknown>[] = [];
  if (recordIds) all.push(sql`records.id = any(${recordIds}::uuid[])`);
  if (languages) all.push(sql`records.lang = any(${languages}::text[])`);
  const time = sql`coalesce(records.time, sources.created_at)`;
  const zone = sql`(select time_zone from workspaces where id = ${workspaceId})`;
  if (after) all.push(sql`${time} >= ${after}::date::timestamp at time zone ${zone}`);
  if (before) all.push(sql`${time} < (${before}::date + 1)::timestamp at time zone ${zone}`);
  for (const word of query?.split(/\s+/).filter(Boolean) ?? [])
    all.push(sql`records.title || ' ' || records.text ilike ${`%${literally(word)}%`}`);
  return all;
}

function placesOf(text: string, page: number | null): Place[] {
  return page === null ? [] : [{ start: 0, end: text.length, page }];
}

type Row = { id: string; version: number; title: string; text: string; page: number | null };

const asSubject = ({ page, ...row }: Row): Subject => ({ ...row, places: placesOf(row.text, page) });

export const recordSubjects: SubjectKind = {
  kind: 'record',

  inScope: (workspaceId, scope) =>
    sql`select records.id, records.version,
      row_number() over (order by sources.created_at, sources.id, records.position, records.id) as ord
      from ${sql.join(
        [livingRecords(workspaceId), ...ofSources(scope), ...ofRecords(workspaceId, scope)],
        sql` and `,
      )}`,

  living: (workspaceId) => sql`select records.id, records.version, records.title, records.text
    from ${livingRecords(workspaceId)}`,

  async read(db: Database, workspaceId: string, ids: readonly string[]) {
    const { rows } = await sql<Row>`select records.id, records.version, records.title, records.text, records.page
      from ${livingRecords(workspaceId)} and records.id = any(${[...ids]}::uuid[])`.execute(db);
    return rows.map(asSubject);
  },

  async readVersion(db: Database, workspaceId: string, id: string, version: number) {
    const [now] = await recordSubjects.read(db, workspaceId, [id]);
    if (now === undefined || now.version === version) return now;
    const { rows } = await sql<Row>`select kept.record_id as id, kept.version, kept.title, kept.text, records.page
      from record_versions kept join records on records.id = kept.record_id
      where kept.record_id = ${id} and kept.version = ${version}`.execute(db);
    return rows[0] && asSubject(rows[0]);
  },
};
