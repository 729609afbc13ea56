import { AppError } from '@millrace/contract/app-error';
import type { UploadView } from '@millrace/contract/files/files';
import type { Database } from '@millrace/db/database';
import type { Row } from '@millrace/db/tables';
import { sql } from 'kysely';

/** Whose an upload is: only who began it goes on with it. Null: a key of the workspace. */
export type Uploader = { workspaceId: string; createdBy: string | null };
type UploadRow = Row<'uploads'>;

const ofUploader = (db: Database, { workspaceId, createdBy }: Uploader) =>
  db
    .selectFrom('uploads')
    .leftJoin('files', 'files.id', 'uploads.fileId')
    .where('uploads.workspaceId', '=', workspaceId)
    .where('uploads.createdBy', 'is not distinct from', createdBy)
    .selectAll('uploads')
    .select(['files.sha256', 'files.mediaType']);

type Joined = UploadRow & { sha256: string | null; mediaType: string | null };

/** bigints come as strings. */
function viewOf({ id, name, fileId, sha256, mediaType, ...row }: Joined): UploadView {
  const size = Number(row.size);
  const file = fileId && sha256 && mediaType ? { id: fileId, sha256, size, mediaType } : null;
  return { id, name, size, offset: Number(row.received), file };
}

/** Throws not-found alike for one that is unknown, another's, or was given up. */
export async function getUpload(db: Database, uploader: Uploader, id: string): Promise<UploadView> {
  const row = await ofUploader(db, uploader).where('uploads.id', '=', id).executeTakeFirst();
  if (!row) {
    throw new AppError('not-found', 'files.no-upload', 'This upload does not exist or has expired. Start it again.');
  }
  return viewOf(row);
}

type Wanted = { name: string; size: number; modifiedAt: string | undefined };

/** The unfinished upload of the same file, as far as name, size and time tell. */
export async function findBegun(
  db: Database,
  uploader: Uploader,
  { name, size, modifiedAt }: Wanted,
): Promise<UploadView | undefined> {
  if (modifiedAt === undefined) return undefined;
  const row = await ofUploader(db, uploader)
    .where('uploads.fileId', 'is', null)
    .where('uploads.name', '=', name)
    .where('uploads.size', '=', size)
    .where('uploads.modifiedAt', '=', new Date(modifiedAt))
    .orderBy('uploads.received', 'desc')
    .executeTakeFirst();
  return row && viewOf(row);
}

export async function insertUpload(db: Database, uploader: Uploader, wanted: Wanted): Promise<UploadView> {
  const { id } = await db
    .insertInto('uploads')
    .values({ ...uploader, ...wanted })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, name: wanted.name, size: wanted.size, offset: 0, file: null };
}

/** Notes that all octets before `end` are here. False when it was given up meanwhile. */
export async function advanceUpload(db: Database, id: string, end: number, now: Date): Promise<boolean> {
  const row = await db
    .updateTable('uploads')
    .set({ received: sql<number>`greatest(received, ${end}::bigint)`, updatedAt: now })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function completeUpload(db: Database, id: string, fileId: string): Promise<void> {
  await db.updateTable('uploads').set({ fileId }).where('id', '=', id).execute();
}
