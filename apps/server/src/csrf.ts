import type { IncomingMessage } from 'node:http';
import { AppError } from '@millrace/contract/app-error';

const bodyTypes = ['application/json', 'application/octet-stream'];
const ownSites = ['same-origin', 'none'];

/**
 * Why a request must not go on, or undefined. Nothing but POST changes state, with a content type that no form can send, and only
 * from our own pages: browsers say so in `Sec-Fetch-Site`, older ones in `Origin`. A tool with a key and no cookie has nothing that
 * another site could abuse.
 */
export function refusalOf(req: IncomingMessage, publicHost?: string): AppError | undefined {
  if (req.method === 'GET' || req.method === 'HEAD') return refusalOfRead(req);
  if (req.method !== 'POST') {
    return new AppError(
      'invalid',
      'http.method',
      `${req.method} is not supported. Use GET to read and POST to change data.`,
    );
  }
  const type = (req.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!bodyTypes.includes(type)) {
    return new AppError(
      'invalid',
      'http.content-type',
      `Send ${bodyTypes.join(' or ')}, not ${type || 'an unspecified type'}.`,
    );
  }
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined) return ownSites.includes(site as string) ? undefined : foreign();
  const { origin } = req.headers;
  if (origin !== undefined) return isOwnOrigin(origin, req, publicHost) ? undefined : foreign();
  if (req.headers.cookie === undefined || !isBrowser(req)) return undefined;
  return new AppError(
    'forbidden',
    'http.no-origin',
    'A request with a cookie needs the header Origin. Send it, or use an API key.',
  );
}

/**
 * Forged requests come from browsers alone, and each of them names itself Mozilla and sends `Origin` with a POST. A script that keeps
 * its own cookie is nobody's victim.
 */
const isBrowser = (req: IncomingMessage) => (req.headers['user-agent'] ?? '').startsWith('Mozilla/');

/**
 * Why a WebSocket must not be opened, or undefined. Browsers let any page open one, with our cookie, and say whose page it is in
 * `Origin`; there is no other wall.
 */
export function refusalOfUpgrade(req: IncomingMessage, listensOn: string, publicHost?: string): AppError | undefined {
  const path = (req.url ?? '').split('?')[0];
  if (path !== '/trpc')
    return new AppError('not-found', 'http.no-socket', 'There is no WebSocket endpoint here. Connect to /trpc.');
  if (isForeignHost(req, listensOn, publicHost)) return foreign();
  const { origin } = req.headers;
  if (origin === undefined) return isBrowser(req) ? foreign() : undefined;
  return isOwnOrigin(origin, req, publicHost) ? undefined : foreign();
}

/** Pages of other sites may lead here by a link, but not read along in the background. */
function refusalOfRead(req: IncomingMessage): AppError | undefined {
  const site = req.headers['sec-fetch-site'];
  if (site === undefined || ownSites.includes(site as string)) return undefined;
  return req.headers['sec-fetch-mode'] === 'navigate' ? undefined : foreign();
}

const foreign = () =>
  new AppError('forbidden', 'http.foreign-origin', 'Requests from pages of other sites are not allowed.');

function isOwnOrigin(origin: string, req: IncomingMessage, publicHost: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === req.headers.host || host === publicHost;
}

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/i;

/**
 * A server on the loopback answers to loopback names and its public one only. Otherwise any page could point its own name at
 * 127.0.0.1 and be "same origin" with it.
 */
export function isForeignHost(req: IncomingMessage, listensOn: string, publicHost?: string): boolean {
  const bound = listensOn === '::1' ? '[::1]' : listensOn;
  if (!loopback.test(bound)) return false;
  const host = req.headers.host ?? '';
  return !loopback.test(host.replace(/:\d+$/, '')) && host !== publicHost;
}
