import { sendBytes } from '@millrace/client/send-bytes';
import { partHeaders, uploadHeaders } from '@millrace/client/upload-file';
import type { FileView, UploadView } from '@millrace/contract/files/files';
import { uploadPartBytes } from '@millrace/contract/files/upload-parts';
import { client } from '../../../trpc.ts';
import { keepTrying } from './keep-trying.ts';

/** The page is served by the server it uploads to. */
const connection = { url: '' };

export type Transfer = {
  workspaceId: string;
  file: File;
  signal: AbortSignal;
  onSent: (bytes: number) => void;
  /** True: the connection is lost and the upload waits for it. */
  onLost: (lost: boolean) => void;
};

function sendWhole({ workspaceId, file, signal, onSent }: Transfer): Promise<FileView> {
  return sendBytes({
    connection,
    procedure: 'files.upload',
    headers: uploadHeaders(workspaceId, file.name),
    body: file,
    signal,
    onSent,
  });
}

function sendPart({ workspaceId, file, signal, onSent }: Transfer, upload: UploadView): Promise<UploadView> {
  const { offset } = upload;
  return sendBytes({
    connection,
    procedure: 'files.uploadPart',
    headers: partHeaders(workspaceId, upload),
    body: file.slice(offset, offset + uploadPartBytes),
    signal,
    onSent: (bytes) => onSent(offset + bytes),
  });
}

/** Starts an upload, or resumes one of the same file: the server knows how far it got. */
async function sendInParts(transfer: Transfer, onProgress: () => void): Promise<FileView> {
  const { workspaceId, file, signal, onSent } = transfer;
  const { name, size } = file;
  const modifiedAt = new Date(file.lastModified).toISOString();
  let upload = await client.files.startUpload.mutate({ workspaceId, name, size, modifiedAt }, { signal });
  const giveUp = () => void client.files.cancelUpload.mutate({ workspaceId, uploadId: upload.id }).catch(() => {});
  signal.addEventListener('abort', giveUp, { once: true });
  try {
    while (upload.file === null) {
      onSent(upload.offset);
      upload = await sendPart(transfer, upload);
      onProgress();
    }
    return upload.file;
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** Uploads a file, through losses of the connection. Rejects with the reason of the server in words. */
export function uploadFile(transfer: Transfer): Promise<FileView> {
  const isSmall = transfer.file.size <= uploadPartBytes;
  return keepTrying((onProgress) => (isSmall ? sendWhole(transfer) : sendInParts(transfer, onProgress)), transfer);
}
