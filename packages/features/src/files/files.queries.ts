import type { Database, Trx } from '@millrace/db/database';
import type { NewRow, Row } from '@millrace/db/tables';

export type FileRow = Row<'files'>;

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
