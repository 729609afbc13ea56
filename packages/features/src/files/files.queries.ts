import type { Database, Trx } from '@millrace/db/database';
import type { NewRow, Row } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { z } from 'zod';

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

/** A file of this workspace. */
export function findFile(db: Database | Trx, file: { workspaceId: string; id: string }): Promise<FileRow | undefined> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('id', '=', file.id)
    .where('workspaceId', '=', file.workspaceId)
    .executeTakeFirst();
}

/** A file of any workspace, for who must find out whose it is. One whose every source was deleted is gone with them. */
export function findServableFile(db: Database, id: string): Promise<FileRow | undefined> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('id', '=', id)
    .where(({ or, not, exists, selectFrom }) => {
      const sources = selectFrom('sources').select('sources.id').whereRef('sources.fileId', '=', 'files.id');
      return or([not(exists(sources)), exists(sources.where('sources.deletedAt', 'is', null))]);
    })
    .executeTakeFirst();
}
