import { AppError } from '@millrace/contract/app-error';
import type { FileView } from '@millrace/contract/files/files';
import { tooLarge } from '@millrace/storage/too-large';
import { TRPCError } from '@trpc/server';
import type { Services } from '../services.ts';
import { cleanName } from './clean-name.ts';
import { type Bound, boundOf, storeUpload } from './store-upload.ts';

/** Of what is refused so much is still read and dropped; who sends more than that is cut off. */
const maxDrainedBytes = 1024 ** 3;

export type Upload = {
  workspaceId: string;
  createdBy: string | null;
  /** As the header has it: percent-encoded. */
  encodedName: string | undefined;
  /** What the sender says it will send; checked before anything is read, and again while reading. */
  declaredBytes: number | undefined;
  /** Less than its kind allows. */
  maxBytes?: number;
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
    'The header x-file-name must contain the name of the file, percent-encoded as UTF-8.',
  );
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

const lower = (bound: Bound, maxBytes = bound.bytes): Bound =>
  maxBytes < bound.bytes ? { bytes: maxBytes, refuse: () => tooLarge(maxBytes) } : bound;

/** Takes an upload that comes in one request. Throws AppError invalid with the reason; then nothing is kept. */
export async function receiveUpload(services: Services, upload: Upload): Promise<FileView> {
  const { workspaceId, createdBy, octets, signal } = upload;
  let bound: Bound | undefined;
  try {
    const file = { workspaceId, createdBy, name: decodeName(upload.encodedName) };
    bound = lower(await boundOf(services, file), upload.maxBytes);
    if ((upload.declaredBytes ?? 0) > bound.bytes) throw bound.refuse();
    return await storeUpload(services, file, { octets: octets.values({ preventCancel: true }), bound, signal });
  } catch (error) {
    // a stream that broke has nothing left to drain
    if (!octets.locked) drain(octets).catch(() => {});
    if (bound && error instanceof TRPCError && error.code === 'PAYLOAD_TOO_LARGE') throw bound.refuse();
    throw error;
  }
}
