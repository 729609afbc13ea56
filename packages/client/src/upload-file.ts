import type { FileView, UploadView } from '@millrace/contract/files/files';
import { uploadPartBytes } from '@millrace/contract/files/upload-parts';
import type { Connection } from './connection.ts';
import { createClient } from './create-client.ts';
import { persist } from './persist.ts';
import { sendBytes } from './send-bytes.ts';

export type Body = Blob | Uint8Array | string | ReadableStream<Uint8Array>;

export type UploadOptions = {
  workspaceId: string;
  name: string;
  /** Bytes as they are; a string as UTF-8. A stream is sent once, in one request; everything else is sent again when the connection is lost. */
  body: Body;
  /** With name and size it identifies a file that was uploaded in part before; by default `lastModified` of a `File`. */
  modifiedAt?: Date;
  /** Ends the upload and discards what arrived. */
  signal?: AbortSignal;
  /** Bytes that have left so far, out of `total`, which is undefined for a stream. Falls back when a part must be sent again. */
  onProgress?: (progress: { sent: number; total: number | undefined }) => void;
};

type Task = Omit<UploadOptions, 'body'> & { connection: Connection };

/**
 * Uploads one file to a workspace; `id` of the result is what `sources.create` takes. More than 8 MB are sent in parts and
 * resume where they stopped. Rejects with the server's refusal (see `refusalOf`), after about 16 s without a connection, or when aborted.
 */
export async function uploadFile(connection: Connection, { body, ...rest }: UploadOptions): Promise<FileView> {
  const task = { ...rest, connection };
  task.signal?.throwIfAborted();
  if (body instanceof ReadableStream) return sendWhole(task, body);
  const blob = body instanceof Blob ? body : new Blob([body as Uint8Array<ArrayBuffer> | string]);
  if (blob.size > uploadPartBytes) return sendInParts(task, blob);
  return persist(() => sendWhole(task, blob), task.signal);
}

function sendWhole(task: Task, body: Blob | ReadableStream<Uint8Array>): Promise<FileView> {
  const { connection, workspaceId, name, signal } = task;
  return sendBytes({
    connection,
    procedure: 'files.upload',
    headers: uploadHeaders(workspaceId, name),
    body,
    signal,
    onSent: progressOf(task, body instanceof Blob ? body.size : undefined),
  });
}

async function sendInParts(task: Task, blob: Blob): Promise<FileView> {
  const { connection, workspaceId, name, signal } = task;
  const { files } = createClient(connection);
  const modifiedAt = (task.modifiedAt ?? modifiedAtOf(blob))?.toISOString();
  const size = blob.size;
  let upload = await persist(
    () => files.startUpload.mutate({ workspaceId, name, size, modifiedAt }, { signal }),
    signal,
  );
  const named = { workspaceId, uploadId: upload.id };
  const discard = () => void files.cancelUpload.mutate(named).catch(() => {});
  signal?.addEventListener('abort', discard, { once: true });
  try {
    while (upload.file === null) {
      const reached = upload;
      upload = await persist(async (before) => {
        // some of the failed request has arrived, perhaps all of it
        const now = before === 0 ? reached : await files.uploadState.query(named, { signal });
        return now.file === null ? sendPart(task, blob, now) : now;
      }, signal);
    }
    return upload.file;
  } finally {
    signal?.removeEventListener('abort', discard);
  }
}

function sendPart(task: Task, blob: Blob, upload: UploadView): Promise<UploadView> {
  const { connection, workspaceId, signal } = task;
  const { offset } = upload;
  return sendBytes({
    connection,
    procedure: 'files.uploadPart',
    headers: partHeaders(workspaceId, upload),
    body: blob.slice(offset, offset + uploadPartBytes),
    signal,
    onSent: progressOf(task, blob.size, offset),
  });
}

function progressOf(
  { onProgress }: Task,
  total: number | undefined,
  before = 0,
): ((bytes: number) => void) | undefined {
  return onProgress && ((bytes) => onProgress({ sent: before + bytes, total }));
}

function modifiedAtOf(blob: Blob): Date | undefined {
  return 'lastModified' in blob && typeof blob.lastModified === 'number' ? new Date(blob.lastModified) : undefined;
}

/** What `files.upload` needs to know besides the bytes. Names travel percent-encoded since headers are ASCII. */
export function uploadHeaders(workspaceId: string, name: string): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'x-workspace-id': workspaceId,
    'x-file-name': encodeURIComponent(name.toWellFormed()),
  };
}

/** What `files.uploadPart` needs to know besides the next bytes. */
export function partHeaders(workspaceId: string, { id, offset }: UploadView): Record<string, string> {
  return {
    'content-type': 'application/octet-stream',
    'x-workspace-id': workspaceId,
    'x-upload-id': id,
    'x-upload-offset': String(offset),
  };
}
