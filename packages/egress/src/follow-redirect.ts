import type { IncomingMessage } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import type { Hop, Method } from './request.ts';
import { withoutContent, withoutSecrets } from './request-headers.ts';

type Head = Pick<IncomingMessage, 'statusCode' | 'headers'>;

/**
 * Where a redirect leads, and with what: as browsers do, 303 asks with GET, so do 301 and 302 where something was posted, and all else
 * keeps its method and body. Another origin gets no header that could be a credential. A body that came by https goes nowhere without
 * it. Undefined when this is no redirect. Throws AppError.
 */
export function followRedirect({ statusCode = 0, headers }: Head, from: Hop): Hop | undefined {
  const { location } = headers;
  if (location === undefined || ![301, 302, 303, 307, 308].includes(statusCode)) return undefined;
  const { host } = from.url;
  if (!URL.canParse(location, from.url.href))
    throw new AppError('invalid', 'egress.redirects', `${host} redirects to something that is not a URL.`);
  const url = new URL(location, from.url);
  const method = methodAfter(statusCode, from.method);
  const body = method === from.method ? from.body : undefined;
  if (body !== undefined && from.url.protocol === 'https:' && url.protocol !== 'https:')
    throw new AppError('forbidden', 'egress.refused', `${host} redirects the request to an unencrypted address.`);
  const kept = body === undefined ? withoutContent(from.headers) : from.headers;
  return { url, method, body, headers: url.origin === from.url.origin ? kept : withoutSecrets(kept) };
}

function methodAfter(status: number, method: Method): Method {
  if (method === 'GET' || method === 'HEAD') return method;
  if (status === 303) return 'GET';
  return method === 'POST' && (status === 301 || status === 302) ? 'GET' : method;
}
