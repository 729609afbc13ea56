import { AppError } from '@millrace/contract/app-error';
import { jsonSchemaOf } from '@millrace/contract/schemes/json-schema';
import type {
  listSchemesInput,
  SchemeContent,
  SchemeListItem,
  SchemeVersionView,
  SchemeView,
} from '@millrace/contract/schemes/schemes';
import type { Database } from '@millrace/db/database';
import { sql } from 'kysely';
import type { z } from 'zod';

/** Where a scheme is; undefined for one that does not exist or was deleted. */
export async function findSchemeWorkspace(db: Database, schemeId: string): Promise<string | undefined> {
  const query = db.selectFrom('schemes').select('workspaceId').where('id', '=', schemeId);
  return (await query.where('deletedAt', 'is', null).executeTakeFirst())?.workspaceId;
}

/** The same for one that may be deleted. */
export async function findAnySchemeWorkspace(db: Database, schemeId: string): Promise<string | undefined> {
  const query = db.selectFrom('schemes').select('workspaceId').where('id', '=', schemeId);
  return (await query.executeTakeFirst())?.workspaceId;
}

const withVersions = (db: Database) =>
  db
    .selectFrom('schemes')
    .innerJoin('schemeVersions as said', 'said.schemeId', 'schemes.id')
    .leftJoin('users', 'users.id', 'said.createdBy');

/** A scheme as it was in this version, or as it is. Throws not-found for a version that never was. */
export async function getScheme(db: Database, schemeId: string, version?: number): Promise<SchemeView> {
  const row = await withVersions(db)
    .where('schemes.id', '=', schemeId)
    .where('said.version', '=', (eb) => (version === undefined ? eb.ref('schemes.version') : eb.val(version)))
    .select(['schemes.id', 'schemes.workspaceId', 'schemes.version as currentVersion', 'schemes.createdAt'])
    .select(['said.version', 'said.name', 'said.description', 'said.instructions', 'said.fields'])
    .select(['said.createdAt as changedAt', 'users.name as changedBy'])
    .executeTakeFirst();
  if (row === undefined)
    throw new AppError('not-found', 'schemes.version-not-found', 'This version of the scheme does not exist.');
  const { id, createdAt, changedAt, ...rest } = row;
  return {
    ...rest,
    schemeId: id,
    createdAt: createdAt.toISOString(),
    changedAt: changedAt.toISOString(),
    jsonSchema: jsonSchemaOf(row.name, row.fields),
  };
}

/** What a version says, for work on it. */
export async function getSchemeContent(db: Database, schemeId: string, version: number): Promise<SchemeContent> {
  return db
    .selectFrom('schemeVersions')
    .where('schemeId', '=', schemeId)
    .where('version', '=', version)
    .select(['name', 'description', 'instructions', 'fields'])
    .executeTakeFirstOrThrow();
}

const countFields = sql<number>`jsonb_array_length(said.fields)`;

/** A page of a workspace's schemes, what changed last first. `cursor` is the last id of the page before. */
export async function listSchemes(
  db: Database,
  { workspaceId, cursor, limit }: z.output<typeof listSchemesInput>,
): Promise<{ items: SchemeListItem[]; nextCursor: string | null }> {
  let query = withVersions(db)
    .whereRef('said.version', '=', 'schemes.version')
    .where('schemes.workspaceId', '=', workspaceId)
    .where('schemes.deletedAt', 'is', null);
  if (cursor !== undefined)
    query = query.where(
      sql<boolean>`(schemes.changed_at, schemes.id) < (select changed_at, id from schemes where id = ${cursor})`,
    );
  const rows = await query
    .orderBy('schemes.changedAt', 'desc')
    .orderBy('schemes.id', 'desc')
    .limit(limit + 1)
    .select(['schemes.id', 'schemes.version', 'schemes.changedAt', 'said.name', 'said.description'])
    .select(countFields.as('fields'))
    .execute();
  const page = rows.slice(0, limit);
  return {
    items: page.map(({ id, changedAt, ...rest }) => ({ ...rest, schemeId: id, changedAt: changedAt.toISOString() })),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Every version, the newest first. */
export async function listSchemeVersions(db: Database, schemeId: string): Promise<SchemeVersionView[]> {
  const rows = await withVersions(db)
    .where('schemes.id', '=', schemeId)
    .orderBy('said.version', 'desc')
    .select(['said.version', 'said.name', 'said.createdAt', 'users.name as changedBy'])
    .select(countFields.as('fields'))
    .execute();
  return rows.map(({ createdAt, ...rest }) => ({ ...rest, changedAt: createdAt.toISOString() }));
}
