import type { Database, Trx } from '@millrace/db/database';
import type { NewRow, Row } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { z } from 'zod';
import type { Caller } from '../session/authenticate.ts';
import { fileIsSeenBy, fileLives, isUnused } from './living-file.ts';

export type FileRow = Row<'files'>;

/** What is shown in place of a file: of a picture the upright, smaller one without the camera's notes. */
export const shownFile = z.object({ sha256: z.string(), size: z.int(), mediaType: z.string() });
export type ShownFile = z.infer<typeof shownFile>;

export async function setShownFile(trx: Trx, fileId: string, shown: ShownFile): Promise<void> {
  await trx
    .updateTable('files')
    .set({ shown: toJson(shown) })
    .where('id', '=', fileId)
    .execute();
}

/** Returns the new id. */
export async function insertFile(db: Database | Trx, file: NewRow<'files'>): Promise<string> {
  const { id } = await db.insertInto('files').values(file).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** A file of this workspace that lives. */
export function findFile(db: Database | Trx, file: { workspaceId: string; id: string }): Promise<FileRow | undefined> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('id', '=', file.id)
    .where('workspaceId', '=', file.workspaceId)
    .where(fileLives)
    .executeTakeFirst();
}

/** As `findFile`, of those that may become a source: what hangs on a message is its conversation's alone. */
export async function findUploadedFile(
  db: Database | Trx,
  file: { workspaceId: string; id: string },
): Promise<FileRow | undefined> {
  const attached = await db.selectFrom('attachments').where('fileId', '=', file.id).select('id').executeTakeFirst();
  return attached ? undefined : findFile(db, file);
}

/** A file of any workspace that lives and that the caller sees, for who must find out whose it is. */
export function findServableFile(db: Database, id: string, caller: Caller): Promise<FileRow | undefined> {
  return db.selectFrom('files').selectAll().where('id', '=', id).where(fileIsSeenBy(caller)).executeTakeFirst();
}

/** What was taken back before anything used it is gone at once, and purged later. */
export async function dropFile(trx: Trx, id: string, now: Date): Promise<void> {
  await trx.updateTable('files').set({ droppedAt: now }).where('id', '=', id).where(isUnused).execute();
}
