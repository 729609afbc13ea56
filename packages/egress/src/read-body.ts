import type { IncomingMessage } from 'node:http';
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { AppError } from '@millrace/contract/app-error';

export type BodyLimits = { maxBytes: number; maxDecodedBytes: number };

/** The body as text or octets were meant, counted on the wire and after decompression. Ends the connection when a limit is passed. */
export async function* readBody(response: IncomingMessage, limits: BodyLimits): AsyncGenerator<Uint8Array> {
  const declared = Number(response.headers['content-length'] ?? 0);
  if (declared > limits.maxBytes) throw tooLarge(limits.maxBytes);
  const decoder = decoderOf(response.headers['content-encoding']);
  let wire = 0;
  response.on('data', (part: Uint8Array) => {
    wire += part.length;
    if (wire > limits.maxBytes) response.destroy(tooLarge(limits.maxBytes));
  });
  const decoded: Readable = decoder ? pipe(response, decoder) : response;
  let size = 0;
  try {
    for await (const part of decoded) {
      size += (part as Uint8Array).length;
      // a few kilobytes on the wire can become gigabytes here
      if (size > limits.maxDecodedBytes) throw tooLarge(limits.maxDecodedBytes);
      yield part as Uint8Array;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unavailable', 'egress.broken-body', 'The response was incomplete or damaged.', {
      cause: error,
    });
  } finally {
    response.destroy();
    decoder?.destroy();
  }
}

function pipe(from: Readable, through: Transform): Transform {
  from.on('error', (error) => through.destroy(error));
  from.on('aborted', () => through.destroy(new Error('aborted')));
  return from.pipe(through);
}

function decoderOf(encoding: string | undefined): Transform | undefined {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      // also chains of encodings: nobody needs them, and each link multiplies a bomb
      throw new AppError(
        'invalid',
        'egress.encoding',
        `The response has an unsupported encoding (${encoding?.slice(0, 40)}).`,
      );
  }
}

const tooLarge = (max: number) =>
  new AppError(
    'invalid',
    'egress.too-large',
    `The response is larger than the limit of ${Math.round(max / 1_048_576)} MB.`,
  );
