import { type AttachmentView, attachmentSubject, readAttachment } from '@millrace/contract/attachments/attachments';
import { findFile } from '../files/files.queries.ts';
import { receiveUpload, type Upload } from '../files/receive-upload.ts';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';

/** Takes a file for a message that is being written, and starts its reading. Throws AppError invalid as every upload does. */
export async function addAttachment(
  services: Services,
  upload: Upload & { apiKeyId: string | null },
): Promise<AttachmentView> {
  const { workspaceId, createdBy, apiKeyId } = upload;
  const { id: fileId, size } = await receiveUpload(services, { ...upload, maxBytes: services.settings.maxUploadBytes });
  return withJobs(services, async (trx, start) => {
    const name = (await findFile(trx, { workspaceId, id: fileId }))?.name ?? '';
    const { id } = await trx
      .insertInto('attachments')
      .values({ workspaceId, fileId, name, createdBy, apiKeyId })
      .returning('id')
      .executeTakeFirstOrThrow();
    const subject = { kind: attachmentSubject, id, title: name } as const;
    await start(readAttachment, { attachmentId: id }, { workspaceId, createdBy, subject });
    return { id, name, size, fileId, status: 'reading' as const, note: null };
  });
}
