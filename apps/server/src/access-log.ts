import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '@millrace/contract/log';

const quiet = new Set(['/healthz', '/readyz']);
const maxPath = 200;

/** An invitation's link is the whole way in. Those of former versions name its token in the path. */
const masked = (path: string) => path.replace(/^\/join\/.*/, '/join/…');

/** One line when a response is over. No query string, cookie or authorization: they carry what people wrote and who they are. */
export function logAccess(log: Log, req: IncomingMessage, res: ServerResponse, requestId: string): void {
  const startedAt = performance.now();
  const path = masked((req.url ?? '').split('?')[0] ?? '').slice(0, maxPath);
  res.once('close', () => {
    const line = {
      requestId,
      method: req.method,
      path,
      status: res.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
      complete: res.writableFinished,
    };
    if (quiet.has(path)) log.debug(line, 'request');
    else log.info(line, 'request');
  });
}
