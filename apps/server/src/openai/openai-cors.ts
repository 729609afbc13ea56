import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@millrace/contract/app-error';

const methods = 'GET, HEAD, POST, OPTIONS';
/** What a page may read of an answer beside its body. */
const exposed = 'retry-after, x-request-id';
/** A browser asks again after this long. */
const maxAgeSeconds = 600;

/**
 * Lets pages of the listed origins call /v1. They come with a key and never with our cookie, so that there is nothing to forge. True: the
 * request comes from such a page.
 */
export function allowOrigin(req: IncomingMessage, res: ServerResponse, origins: string[]): boolean {
  const { origin } = req.headers;
  if (origins.length > 0) res.setHeader('vary', 'Origin');
  if (origin === undefined || !origins.includes(origin.toLowerCase())) return false;
  res.setHeader('access-control-allow-origin', origin);
  res.setHeader('access-control-expose-headers', exposed);
  return true;
}

/** Answers OPTIONS: with what there is, and to the pages that `allowOrigin` let through, with what they may send. */
export function answerOptions(req: IncomingMessage, res: ServerResponse, allowed: boolean): void {
  res.setHeader('allow', methods);
  if (allowed) {
    const headers = req.headers['access-control-request-headers'] ?? 'authorization, content-type';
    res.setHeader('access-control-allow-methods', methods);
    res.setHeader('access-control-allow-headers', headers);
    res.setHeader('access-control-max-age', String(maxAgeSeconds));
    // a public page that calls a server of one's own network
    if (req.headers['access-control-request-private-network'] === 'true')
      res.setHeader('access-control-allow-private-network', 'true');
  }
  res.writeHead(204).end();
}

/** The refusal of a page that is not listed says where to list it. */
export const asForeignPage = (refusal: AppError): AppError =>
  refusal.reason === 'http.foreign-origin'
    ? new AppError(
        'forbidden',
        'http.foreign-origin',
        'Pages of this site may not call /v1. To allow them, add their origin to V1_CORS_ORIGINS.',
      )
    : refusal;
