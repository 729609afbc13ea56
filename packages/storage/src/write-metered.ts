import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { StoredObject } from './port.ts';
import { tooLarge } from './too-large.ts';
import { untilAborted } from './until-aborted.ts';

const headBytes = 8192;

/**
 * Writes a stream into a new file, counting and hashing on the way; durable when it resolves.
 * Throws `tooLarge` beyond `maxBytes`, 'cancelled' on abort, or what the stream throws. The caller removes the file then.
 */
export async function writeMetered(
  path: string,
  octets: AsyncIterable<Uint8Array>,
  options: { maxBytes: number; signal?: AbortSignal },
): Promise<StoredObject> {
  const hash = createHash('sha256');
  const head = Buffer.alloc(headBytes);
  let size = 0;
  const file = await open(path, 'wx', 0o600);
  try {
    for await (const chunk of untilAborted(octets, options.signal ?? new AbortController().signal)) {
      if (size < headBytes) head.set(chunk.subarray(0, headBytes - size), size);
      size += chunk.byteLength;
      if (size > options.maxBytes) throw tooLarge(options.maxBytes);
      hash.update(chunk);
      await file.writeFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), size, head: head.subarray(0, Math.min(size, headBytes)) };
}
