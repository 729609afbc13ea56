import { pipeline } from 'node:stream/promises';
import { holdStream, type Services, serveFile, spend } from '@millrace/features/server';
import { askingOf, type HttpRequest } from './request-context.ts';

/** Answers `GET /files/:id`. Throws AppError when there is no such file for whoever asks. */
export async function answerFile(
  services: Services,
  { fileId, ...request }: HttpRequest & { fileId: string },
): Promise<void> {
  const { req, res } = request;
  const asking = await askingOf(services, request);
  // until its last byte was sent, or its reader has left
  holdStream(asking);
  const file = await spend(asking, 'requests', () =>
    serveFile(services, asking.caller, {
      fileId,
      method: req.method === 'HEAD' ? 'HEAD' : 'GET',
      range: req.headers.range,
      ifRange: req.headers['if-range'] as string | undefined,
      ifNoneMatch: req.headers['if-none-match'],
      original: new URL(req.url ?? '/', 'http://localhost').searchParams.has('original'),
    }),
  );
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
