import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type Services, serveFile } from '@millrace/features/server';
import { callerOf } from './request-context.ts';

/** Answers `GET /files/:id`. Throws AppError when there is no such file for whoever asks. */
export async function answerFile(
  services: Services,
  { req, res, fileId }: { req: IncomingMessage; res: ServerResponse; fileId: string },
): Promise<void> {
  const caller = await callerOf(services, req);
  const file = await serveFile(services, caller, {
    fileId,
    method: req.method === 'HEAD' ? 'HEAD' : 'GET',
    range: req.headers.range,
    ifRange: req.headers['if-range'] as string | undefined,
    ifNoneMatch: req.headers['if-none-match'],
    original: new URL(req.url ?? '/', 'http://localhost').searchParams.has('original'),
  });
  res.statusCode = file.status;
  for (const [name, value] of Object.entries(file.headers)) res.setHeader(name, value);
  if (file.body === undefined) {
    res.end();
    return;
  }
  // also ends the file's stream when the reader goes away, which is no failure
  await pipeline(file.body, res).catch((error: unknown) => {
    if (!res.destroyed && !req.destroyed) throw error;
  });
}
