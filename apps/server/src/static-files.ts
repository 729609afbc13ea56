import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

const notBuilt = 'The pages are not built. Run `pnpm build` and start again.\n';

/**
 * Serves the built pages. What has a hash in its name is kept for ever; the page itself is asked for anew each time, so that a new
 * version shows at once. An address that only the page knows gets the page, if somebody goes there: never what looks for a file.
 */
export function serveSite(webDir: string | undefined): Answer {
  if (webDir === undefined || !existsSync(join(webDir, 'index.html'))) {
    return (_req, res) => sendText(res, 404, notBuilt);
  }
  const serve = sirv(webDir, {
    etag: true,
    setHeaders: (res, pathname) => {
      const lasting = pathname.startsWith('/assets/');
      res.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (req, res) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return sendText(res, 404, 'There is nothing here.\n');
    serve(req, res, () => {
      if (!isNavigation(req)) return sendText(res, 404, 'There is nothing here.\n');
      req.url = '/index.html';
      serve(req, res, () => sendText(res, 404, notBuilt));
    });
  };
}

function isNavigation(req: IncomingMessage): boolean {
  const path = (req.url ?? '').split('?')[0] ?? '';
  if (/^\/(assets|trpc|files)(\/|$)/.test(path)) return false;
  // browsers ask for it when somebody goes to an address, and for no part of a page
  return (req.headers.accept ?? '').includes('text/html');
}

function sendText(res: ServerResponse, status: number, text: string): void {
  res.statusCode = status;
  res.setHeader('content-type', 'text/plain; charset=utf-8');
  res.setHeader('cache-control', 'no-store');
  res.end(text);
}
