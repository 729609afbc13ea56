import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { AppError } from '@millrace/contract/app-error';
import type { StoredObject } from './port.ts';
import { tooLarge } from './too-large.ts';

const headBytes = 8192;

/** Yields the chunks of `octets` and throws as soon as `signal` aborts, even while the sender is silent. */
async function* untilAborted(octets: AsyncIterable<Uint8Array>, signal: AbortSignal) {
  const iterator = octets[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const stop = () =>
    aborted.reject(
      new AppError('cancelled', 'files.upload-cancelled', 'The upload was stopped before it was complete.', {
        cause: signal.reason,
      }),
    );
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let done = false;
  try {
    for (;;) {
      const next = await Promise.race([aborted.promise, iterator.next()]);
      if (next.done) {
        done = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // not awaited: a generator that waits for its sender answers only when the sender does
    if (!done) iterator.return?.().catch(() => {});
  }
}

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
