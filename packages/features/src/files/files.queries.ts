import type { Database, Trx } from '@millrace/db/database';
import type { NewRow, Row } from '@millrace/db/tables';
import { toJson } from '@millrace/db/to-json';
import { z } from 'zod';
import type { Caller } from '../session/authenticate.ts';
import { attachmentSeenBy } from '../session/seen-by.ts';

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

/** As `findFile`, of those that may become a source: what hangs on a message is its conversation's alone. */
export async function findUploadedFile(
  db: Database | Trx,
  file: { workspaceId: string; id: string },
): Promise<FileRow | undefined> {
  const attached = await db.selectFrom('attachments').where('fileId', '=', file.id).select('id').executeTakeFirst();
  return attached ? undefined : findFile(db, file);
}

/**
 * A file of any workspace, for who must find out whose it is. One whose every source was deleted is gone with them; one of a message is
 * there for those who see the conversation.
 */
export function findServableFile(db: Database, id: string, caller: Caller): Promise<FileRow | undefined> {
  return db
    .selectFrom('files')
    .selectAll()
    .where('id', '=', id)
    .where(({ or, and, not, exists, selectFrom }) => {
      const sources = selectFrom('sources').select('sources.id').whereRef('sources.fileId', '=', 'files.id');
      const attached = selectFrom('attachments')
        .select('attachments.id')
        .whereRef('attachments.fileId', '=', 'files.id');
      return or([
        exists(sources.where('sources.deletedAt', 'is', null)),
        exists(attached.where(attachmentSeenBy(caller))),
        and([not(exists(sources)), not(exists(attached))]),
      ]);
    })
    .executeTakeFirst();
}
