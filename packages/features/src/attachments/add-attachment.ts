import { type AttachmentView, readAttachment } from '@millrace/contract/attachments/attachments';
import { findFile } from '../files/files.queries.ts';
import { receiveUpload, type Upload } from '../files/receive-upload.ts';
import { withJobs } from '../jobs/start-job.ts';
import type { Services } from '../services.ts';

/** Takes a file for a message that is being written, and starts its reading. Throws AppError invalid as every upload does. */
export async function addAttachment(services: Services, upload: Upload): Promise<AttachmentView> {
  const { workspaceId, createdBy } = upload;
  const { id: fileId, size } = await receiveUpload(services, { ...upload, maxBytes: services.settings.maxUploadBytes });
  return withJobs(services, async (trx, start) => {
    const name = (await findFile(trx, { workspaceId, id: fileId }))?.name ?? '';
    const { id } = await trx
      .insertInto('attachments')
      .values({ workspaceId, fileId, name, createdBy })
      .returning('id')
      .executeTakeFirstOrThrow();
    await start(readAttachment, { attachmentId: id }, { workspaceId, createdBy });
    return { id, name, size, fileId, status: 'reading' as const, note: null };
  });
}
