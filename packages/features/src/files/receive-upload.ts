import { AppError } from '@millrace/contract/app-error';
import type { FileView } from '@millrace/contract/sources';
import { tooLarge } from '@millrace/storage/too-large';
import { TRPCError } from '@trpc/server';
import type { Services } from '../services.ts';
import { cleanName } from './clean-name.ts';
import { insertFile } from './files.queries.ts';
import { type MediaType, sniff } from './sniff.ts';
import { uploadLimit } from './upload-limits.ts';

const headBytes = 8192;
/** Of what is refused so much is still read and dropped; who sends more than that is cut off. */
const maxDrainedBytes = 1024 ** 3;

export type Upload = {
  workspaceId: string;
  createdBy: string | null;
  /** As the header has it: percent-encoded. */
  encodedName: string | undefined;
  /** What the sender says it will send; checked before anything is read, and again while reading. */
  declaredBytes: number | undefined;
  octets: ReadableStream<Uint8Array>;
  signal: AbortSignal | undefined;
};

function decodeName(encoded: string | undefined): string {
  try {
    if (encoded) return cleanName(decodeURIComponent(encoded));
  } catch {
    // said below
  }
  throw new AppError(
    'invalid',
    'files.name',
    'The header x-file-name must hold the name of the file, percent-encoded as UTF-8.',
  );
}

/** Passes the octets on once their beginning was recognised, so that what is not allowed is never written. */
async function* recognised(
  octets: AsyncIterable<Uint8Array>,
  name: string,
  maxBytes: number,
  onType: (type: MediaType) => void,
): AsyncGenerator<Uint8Array> {
  let start: Buffer | undefined = Buffer.alloc(0);
  let bytes = 0;
  let limit = maxBytes;
  const recognise = async (head: Buffer) => {
    const type = await sniff({ head: head.subarray(0, headBytes), size: head.length, name });
    limit = uploadLimit(type, maxBytes);
    onType(type);
  };
  for await (const chunk of octets) {
    bytes += chunk.length;
    if (bytes > limit) throw tooLarge(limit);
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (start.length <= headBytes) continue;
    await recognise(start);
    if (bytes > limit) throw tooLarge(limit);
    yield start;
    start = undefined;
  }
  if (start === undefined) return;
  await recognise(start);
  yield start;
}

/** Reads on without keeping anything: a sender whose connection is cut while it writes never sees the answer that says why. */
async function drain(octets: ReadableStream<Uint8Array>): Promise<void> {
  const reader = octets.getReader();
  for (let bytes = 0; bytes < maxDrainedBytes; ) {
    const { done, value } = await reader.read();
    if (done) return;
    bytes += value.byteLength;
  }
  await reader.cancel();
}

/**
 * Takes an upload into the workspace: counted, recognised by content and name, stored, then a row. Throws AppError invalid with
 * `files.too-large`, `files.empty`, `files.not-allowed` or `files.type-mismatch`; then nothing is kept.
 */
export async function receiveUpload(services: Services, upload: Upload): Promise<FileView> {
  const { workspaceId, octets, signal } = upload;
  const maxBytes = services.settings.maxUploadBytes;
  try {
    const name = decodeName(upload.encodedName);
    if ((upload.declaredBytes ?? 0) > maxBytes) throw tooLarge(maxBytes);
    let mediaType: MediaType = 'text/plain';
    const checked = recognised(octets.values({ preventCancel: true }), name, maxBytes, (type) => {
      mediaType = type;
    });
    const { sha256, size } = await services.storage.put(workspaceId, checked, { maxBytes, signal });
    const id = await insertFile(services.db, {
      workspaceId,
      sha256,
      size,
      mediaType,
      name,
      createdBy: upload.createdBy,
    });
    return { id, sha256, size, mediaType };
  } catch (error) {
    // a stream that broke has nothing left to drain
    if (!octets.locked) drain(octets).catch(() => {});
    if (error instanceof TRPCError && error.code === 'PAYLOAD_TOO_LARGE') throw tooLarge(maxBytes);
    throw error;
  }
}
