import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/**
 * Where a request came from. Each of the trusted proxies added one address to the right of `X-Forwarded-For`, so the client's stands
 * that far from its end; what is further left was written by the client himself and may be anything.
 */
export function clientAddress(req: IncomingMessage, trustedProxies: number): string {
  const direct = req.socket.remoteAddress ?? '';
  if (trustedProxies === 0) return direct;
  const header = req.headers['x-forwarded-for'];
  const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',').map((hop) => hop.trim());
  const client = hops.at(-trustedProxies) ?? '';
  return isIP(client) ? client : direct;
}
