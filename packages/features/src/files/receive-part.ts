import { buffer } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import { type startUploadInput, type UploadView, uploadPartBytes } from '@millrace/contract/files/files';
import { tooLarge } from '@millrace/storage/too-large';
import type { z } from 'zod';
import type { Services } from '../services.ts';
import { cleanName } from './clean-name.ts';
import { sniff } from './sniff.ts';
import { boundOf, headBytes, storeUpload } from './store-upload.ts';
import { uploadLimit } from './upload-limits.ts';
import { advanceUpload, completeUpload, findBegun, getUpload, insertUpload, type Uploader } from './uploads.queries.ts';

/** Begins an upload in parts, or finds the one that the same person began of the same file. Throws AppError when it would not be taken. */
export async function startUpload(
  services: Services,
  uploader: Uploader,
  input: z.output<typeof startUploadInput>,
): Promise<UploadView> {
  const wanted = { name: cleanName(input.name), size: input.size, modifiedAt: input.modifiedAt };
  const begun = await findBegun(services.db, uploader, wanted);
  const bound = await boundOf(services, { ...uploader, name: wanted.name, uploadId: begun?.id });
  if (wanted.size > bound.bytes) throw bound.refuse();
  return begun ?? insertUpload(services.db, uploader, wanted);
}

export type Part = { uploadId: string; offset: number; octets: ReadableStream<Uint8Array>; signal?: AbortSignal };

/**
 * Takes the next octets of an upload; what came before a cut is kept. The part that brings the last one stores the file. Throws AppError
 * conflict when octets before `offset` are missing, and what `storeUpload` throws; then the upload is given up.
 */
export async function receivePart(services: Services, uploader: Uploader, part: Part): Promise<UploadView> {
  const { db, storage, clock } = services;
  const upload = await getUpload(db, uploader, part.uploadId);
  if (upload.file) return upload;
  if (part.offset > upload.offset) throw missing(upload.offset);
  const left = upload.size - part.offset;
  const { written, fault } = await storage.drafts.write(upload.id, part.offset, part.octets, {
    maxBytes: Math.min(left, uploadPartBytes),
    signal: part.signal,
  });
  const end = part.offset + written;
  if (!(await advanceUpload(db, upload.id, end, clock()))) await storage.drafts.delete(upload.id);
  if (fault) throw fault;
  return givenUpWhenRefused(services, upload.id, async () => {
    // before the whole is sent in vain
    if (part.offset === 0) await requireKind(services, upload, end);
    const now = await getUpload(db, uploader, upload.id);
    return now.offset === now.size && !now.file ? finish(services, uploader, now) : now;
  });
}

const missing = (offset: number) =>
  new AppError(
    'conflict',
    'files.upload-offset',
    'Bytes are missing before this part. {offset} bytes were received. Continue from there.',
    { values: { offset } },
  );

async function requireKind({ storage, settings }: Services, upload: UploadView, received: number): Promise<void> {
  const head = await buffer(await storage.drafts.open(upload.id, Math.min(received, headBytes)));
  const limit = uploadLimit(await sniff({ head, size: upload.size, name: upload.name }), settings);
  if (upload.size > limit) throw tooLarge(limit);
}

/** Through the same door as what comes in one request: the draft may still be written to by a late request, the copy may not. */
async function finish(services: Services, uploader: Uploader, upload: UploadView): Promise<UploadView> {
  const draft = { ...uploader, name: upload.name, uploadId: upload.id };
  const bound = await boundOf(services, draft);
  const octets = await services.storage.drafts.open(upload.id, upload.size);
  const file = await storeUpload(services, draft, { octets, bound, signal: undefined });
  await completeUpload(services.db, upload.id, file.id);
  await services.storage.drafts.delete(upload.id);
  return { ...upload, file };
}

async function givenUpWhenRefused<T>(services: Services, id: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError && error.kind === 'invalid') await giveUp(services, id);
    throw error;
  }
}

async function giveUp({ db, storage }: Services, id: string): Promise<void> {
  await db.deleteFrom('uploads').where('id', '=', id).where('fileId', 'is', null).execute();
  await storage.drafts.delete(id);
}

/** Gives an unfinished upload up; what was sent is gone. One that is complete or unknown stays as it is. */
export async function cancelUpload(services: Services, uploader: Uploader, id: string): Promise<void> {
  const upload = await getUpload(services.db, uploader, id);
  if (!upload.file) await giveUp(services, id);
}
