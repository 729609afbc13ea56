import { existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';

type Answer = (req: IncomingMessage, res: ServerResponse) => void;

const notBuilt = 'The pages are not built. Run `pnpm build` and start again.\n';

/**
 * Serves the built pages, compressed as they were built. What has a hash in its name is cached for good; the page itself is requested each time, so that a new
 * version shows at once. An address that only the page knows gets the page, if somebody goes there: never what looks for a file.
 */
export function serveSite(webDir: string | undefined): Answer {
  if (webDir === undefined || !existsSync(join(webDir, 'index.html'))) {
    return (_req, res) => sendText(res, 404, notBuilt);
  }
  const serve = sirv(webDir, {
    etag: true,
    // the build has put compressed forms beside the files
    brotli: true,
    gzip: true,
    setHeaders: (res, pathname) => {
      const lasting = pathname.startsWith('/assets/');
      res.setHeader('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  return (req, res) => {
    const nothing = () => sendText(res, 404, 'Not found.\n');
    if (req.method !== 'GET' && req.method !== 'HEAD') return nothing();
    // sirv knows the files of its start; one that a newer build has replaced would end the process when it is opened
    if (!isNavigation(req) && isGone(webDir, pathOf(req))) return nothing();
    plainWhereNew(req, webDir);
    serve(req, res, () => {
      if (!isNavigation(req)) return nothing();
      req.url = '/index.html';
      if (isGone(webDir, req.url)) return sendText(res, 404, notBuilt);
      plainWhereNew(req, webDir);
      serve(req, res, () => sendText(res, 404, notBuilt));
    });
  };
}

const pathOf = (req: IncomingMessage) => (req.url ?? '').split('?')[0] ?? '';

/** A build that is under way has written the file and not yet its compressed forms, which sirv knows from its start. */
function plainWhereNew(req: IncomingMessage, webDir: string): void {
  const file = join(webDir, pathOf(req));
  if (!existsSync(`${file}.br`) || !existsSync(`${file}.gz`)) delete req.headers['accept-encoding'];
}

/** True for the name of a file (not of a page) that is not there. */
function isGone(webDir: string, path: string): boolean {
  const file = /^(\/[\w-][\w.-]*)+\.\w+$/.test(path);
  return file && !existsSync(join(webDir, path));
}

function isNavigation(req: IncomingMessage): boolean {
  const path = pathOf(req);
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
