import type { IncomingMessage } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import { tooLarge as fileTooLarge, sizeInWords } from '@millrace/storage/too-large';

const defaultJsonLimit = 2 * 1024 * 1024;
/** A text block holds two million characters, each up to three bytes and some of them escaped. */
const jsonLimits: Record<string, number> = { '/trpc/sources.create': 8 * 1024 * 1024 };
export const jsonLimitOf = (path: string): number => jsonLimits[path] ?? defaultJsonLimit;

/** Marks what gets the status 413. */
export const isTooLarge = ({ reason }: AppError): boolean =>
  reason === 'http.body-too-large' || reason === 'files.too-large';
const tooLarge = (limit: number) =>
  new AppError('invalid', 'http.body-too-large', `The request is too large. The limit is ${sizeInWords(limit)}.`);

const announced = (req: IncomingMessage): number => Number(req.headers['content-length'] ?? 0);

/** Refuses an upload before a byte is read when its announced length is above the limit; the storage counts what really comes. */
export function refuseLargeUpload(req: IncomingMessage, maxUploadBytes: number): void {
  if (announced(req) > maxUploadBytes) throw fileTooLarge(maxUploadBytes);
}

/** The whole body in memory. Throws AppError `invalid` once it is above the limit. */
export async function readBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  if (announced(req) > limit) throw tooLarge(limit);
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of req.iterator({ destroyOnReturn: false })) {
    size += part.length;
    if (size > limit) throw tooLarge(limit);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

export type BodyStream = {
  body: ReadableStream<Uint8Array>;
  /** Lets go of the request, so that `drain` may take the rest. */
  release(): Promise<void>;
};

/** The body as a stream that reads from the wire only as fast as it is read itself. */
export function streamBody(req: IncomingMessage): BodyStream {
  const octets = req.iterator({ destroyOnReturn: false });
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await octets.next();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
  return {
    body,
    async release() {
      await octets.return?.();
    },
  };
}

/**
 * Reads and forgets what is left of a request, so that a client that is still sending gets to read the answer instead of seeing the
 * connection break. The server's time limit for requests bounds it.
 */
export function drain(req: IncomingMessage): void {
  if (!req.readableEnded && !req.destroyed) req.resume();
}
