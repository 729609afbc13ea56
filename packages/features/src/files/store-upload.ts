import type { AppError } from '@millrace/contract/app-error';
import type { FileView } from '@millrace/contract/files/files';
import type { MediaType } from '@millrace/contract/reading/file-kinds';
import { tooLarge } from '@millrace/storage/too-large';
import type { Services } from '../services.ts';
import { insertFile } from './files.queries.ts';
import { sniff } from './sniff.ts';
import { storageLeft } from './storage-limit.ts';
import { claimedKind, largestUpload, uploadLimit } from './upload-limits.ts';

export const headBytes = 8192;

export type NewFile = {
  workspaceId: string;
  createdBy: string | null;
  /** Clean. */
  name: string;
  /** The upload in parts that it comes from, which holds its room already. */
  uploadId?: string;
};

/** The most bytes that these octets may come to, and what to say when more come. */
export type Bound = { bytes: number; refuse: () => AppError };

/** What the kind of a file allows and what the workspace has room for: the smaller one. Throws AppError for a kind that is not taken. */
export async function boundOf(services: Services, file: NewFile): Promise<Bound> {
  const { settings } = services;
  const kind = claimedKind(file.name);
  const room = await storageLeft(services, { workspaceId: file.workspaceId, except: file.uploadId });
  const own = kind ? uploadLimit(kind, settings) : largestUpload(settings);
  return own <= room.bytes ? { bytes: own, refuse: () => tooLarge(own) } : { bytes: room.bytes, refuse: room.noRoom };
}

/** Passes the octets on once their beginning was recognised, so that what is not allowed is never written. */
export async function* recognised(
  octets: AsyncIterable<Uint8Array>,
  { name, bound, services }: { name: string; bound: Bound; services: Services },
  onType: (type: MediaType) => void,
): AsyncGenerator<Uint8Array> {
  let start: Buffer | undefined = Buffer.alloc(0);
  let bytes = 0;
  let limit = bound;
  const count = (more: number) => {
    bytes += more;
    if (bytes > limit.bytes) throw limit.refuse();
  };
  const recognise = async (head: Buffer) => {
    const type = await sniff({ head: head.subarray(0, headBytes), size: head.length, name });
    const own = uploadLimit(type, services.settings);
    if (own < limit.bytes) limit = { bytes: own, refuse: () => tooLarge(own) };
    count(0);
    onType(type);
  };
  for await (const chunk of octets) {
    count(chunk.length);
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length <= headBytes) continue;
    await recognise(start);
    yield start;
    start = undefined;
  }
  if (start === undefined) return;
  await recognise(start);
  yield start;
}

/**
 * Takes octets into the workspace: counted, recognised by content and name, stored, then a row. Throws AppError invalid with
 * `files.too-large`, `files.workspace-full`, `files.empty`, `files.not-allowed` or `files.type-mismatch`; then nothing is kept.
 */
export async function storeUpload(
  services: Services,
  file: NewFile,
  { octets, bound, signal }: { octets: AsyncIterable<Uint8Array>; bound: Bound; signal: AbortSignal | undefined },
): Promise<FileView> {
  const { workspaceId, createdBy, name } = file;
  let mediaType: MediaType = 'text/plain';
  const checked = recognised(octets, { name, bound, services }, (type) => {
    mediaType = type;
  });
  const { sha256, size } = await services.storage.put(workspaceId, checked, { maxBytes: bound.bytes, signal });
  const id = await insertFile(services.db, { workspaceId, sha256, size, mediaType, name, createdBy });
  return { id, sha256, size, mediaType };
}
