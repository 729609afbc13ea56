import type { SourceView } from '@millrace/contract/sources/sources';
import type { Database, Trx } from '@millrace/db/database';
import { goneSource, type SourceRow } from '../records/source-row.ts';
import { readOptionsOf } from './source-options.ts';

/** Whose a source is, or was before it was deleted: for the undo, and for deleting twice. */
export async function findAnySourceWorkspace(db: Database, sourceId: string): Promise<string | undefined> {
  const row = await db.selectFrom('sources').select('workspaceId').where('id', '=', sourceId).executeTakeFirst();
  return row?.workspaceId;
}

/** The oldest source of a file with the same octets. */
export function findSameContent(
  trx: Trx,
  { workspaceId, sha256 }: { workspaceId: string; sha256: string },
): Promise<SourceRow | undefined> {
  return trx
    .selectFrom('sources')
    .innerJoin('files', 'files.id', 'sources.fileId')
    .where('sources.workspaceId', '=', workspaceId)
    .where('files.sha256', '=', sha256)
    .where('sources.kind', '=', 'file')
    .where('sources.deletedAt', 'is', null)
    .orderBy('sources.createdAt')
    .orderBy('sources.id')
    .selectAll('sources')
    .executeTakeFirst();
}

export const withFiles = (db: Database | Trx) =>
  db
    .selectFrom('sources')
    .leftJoin('files', 'files.id', 'sources.fileId')
    .where('sources.deletedAt', 'is', null)
    .selectAll('sources')
    .select(['files.name as fileName', 'files.mediaType', 'files.size']);

type Joined = SourceRow & { fileName: string | null; mediaType: string | null; size: number | null };
type Counts = { records: number; chunks: number; embedded: number };

/** Records, chunks and embedded chunks of each of these sources. */
async function countsOf(db: Database | Trx, ids: string[]): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>(ids.map((id) => [id, { records: 0, chunks: 0, embedded: 0 }]));
  if (ids.length === 0) return counts;
  const records = await db
    .selectFrom('records')
    .where('sourceId', 'in', ids)
    .where('deletedAt', 'is', null)
    .groupBy('sourceId')
    .select((eb) => ['sourceId', eb.fn.countAll().as('records')])
    .execute();
  const chunks = await db
    .selectFrom('chunks')
    .where('sourceId', 'in', ids)
    .groupBy('sourceId')
    .select((eb) => ['sourceId', eb.fn.countAll().as('chunks'), eb.fn.count('embedding').as('embedded')])
    .execute();
  // counts are bigints, which come as strings
  for (const row of records) (counts.get(row.sourceId) as Counts).records = Number(row.records);
  for (const row of chunks) {
    const count = counts.get(row.sourceId) as Counts;
    count.chunks = Number(row.chunks);
    count.embedded = Number(row.embedded);
  }
  return counts;
}

/** The views of joined rows, in their order. */
export async function viewsOf(db: Database | Trx, rows: Joined[]): Promise<SourceView[]> {
  const counts = await countsOf(
    db,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({
    id: row.id,
    workspaceId: row.workspaceId,
    kind: row.kind,
    title: row.title,
    status: row.status,
    reason: row.reason,
    counts: { pages: row.pages, skipped: row.skipped, ...(counts.get(row.id) as Counts) },
    file:
      row.fileId === null || row.fileName === null
        ? null
        : { id: row.fileId, name: row.fileName, mediaType: row.mediaType ?? '', size: Number(row.size) },
    options: row.kind === 'file' ? readOptionsOf(row) : null,
    runId: row.runId,
    enabled: row.enabled,
    tags: row.tags,
    retrieved: row.retrieved,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** Throws not-found also when it was deleted. */
export async function getSource(db: Database | Trx, sourceId: string): Promise<SourceView> {
  const rows = await withFiles(db).where('sources.id', '=', sourceId).execute();
  const [view] = await viewsOf(db, rows);
  if (view === undefined) throw goneSource();
  return view;
}
