import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import type { Database, Trx } from '@millrace/db/database';
import type { Caller } from '../session/authenticate.ts';
import { attachmentSeenBy } from '../session/seen-by.ts';

/** What is attached in a deleted conversation, or in a private one of somebody else, is not found. */
export async function findAttachmentWorkspace(
  db: Database,
  attachmentId: string,
  caller: Caller,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('attachments')
    .where('attachments.id', '=', attachmentId)
    .where(attachmentSeenBy(caller))
    .select('attachments.workspaceId')
    .executeTakeFirst();
  return row?.workspaceId;
}

const views = (db: Database | Trx) =>
  db
    .selectFrom('attachments')
    .innerJoin('files', 'files.id', 'attachments.fileId')
    .select(['attachments.id', 'attachments.name', 'attachments.fileId', 'attachments.status', 'attachments.note'])
    .select('files.size');

type ViewRow = Omit<AttachmentView, 'size'> & { size: string | number };
const viewOf = ({ id, name, fileId, status, note, size }: ViewRow): AttachmentView => ({
  id,
  name,
  fileId,
  note,
  status,
  size: Number(size),
});

export async function findAttachment(db: Database | Trx, id: string): Promise<AttachmentView | undefined> {
  const row = await views(db).where('attachments.id', '=', id).executeTakeFirst();
  return row && viewOf(row);
}

/** What hangs on the messages of a conversation, by message and in order. */
export async function listAttachments(db: Database, conversationId: string): Promise<Map<string, AttachmentView[]>> {
  const rows = await views(db)
    .innerJoin('messageAttachments', 'messageAttachments.attachmentId', 'attachments.id')
    .where('attachments.conversationId', '=', conversationId)
    .select('messageAttachments.messageId')
    .orderBy('messageAttachments.position')
    .execute();
  const byMessage = new Map<string, AttachmentView[]>();
  for (const row of rows) byMessage.set(row.messageId, [...(byMessage.get(row.messageId) ?? []), viewOf(row)]);
  return byMessage;
}
