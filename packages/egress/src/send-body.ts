import type { ClientRequest } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@millrace/contract/app-error';

/** Bytes that come piece by piece. `open` is called once for each request that a redirect makes; `size` is in bytes and exact. */
export type StreamedBody = { size: number; open(): AsyncIterable<Uint8Array> };
export type RequestBody = string | Uint8Array | StreamedBody;

/** In bytes. Throws AppError invalid for more than `max`. */
export function sizeOf(body: RequestBody, max: number): number {
  const size =
    typeof body === 'string' ? Buffer.byteLength(body) : body instanceof Uint8Array ? body.length : body.size;
  if (size > max)
    throw new AppError(
      'invalid',
      'egress.body-too-large',
      `The request body is larger than the limit of ${Math.round(max / 1_048_576)} MB.`,
    );
  return size;
}

/**
 * Writes a body and ends the request. `onFault` gets the body's own error, when it cannot be read to its end or is not of the size that
 * it said, before the request is destroyed for it; what goes wrong with the connection is the request's own `error`.
 */
export function sendBody(
  outgoing: ClientRequest,
  body: RequestBody | undefined,
  onFault: (error: unknown) => void,
): void {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) {
    outgoing.end(body);
    return;
  }
  // both ends report what happens to them
  pipeline(Readable.from(exactly(body, onFault), { objectMode: false }), outgoing).catch(() => {});
}

async function* exactly({ size, open }: StreamedBody, onFault: (error: unknown) => void): AsyncGenerator<Uint8Array> {
  let sent = 0;
  try {
    for await (const part of open()) {
      sent += part.length;
      if (sent > size) break;
      yield part;
    }
    if (sent !== size) throw new Error(`The request body does not have the stated ${size} bytes.`);
  } catch (error) {
    onFault(error);
    throw error;
  }
}
