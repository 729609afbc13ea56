import type { IncomingMessage, ServerResponse } from 'node:http';
import { asTrpcError, authenticate, type Caller, type Context, type Services } from '@millrace/features/server';
import { clientAddress } from './client-address.ts';
import { readCookie, writeCookie } from './cookies.ts';

/** Who asks, whatever carries the credential. */
export function callerOf(services: Services, req: IncomingMessage): Promise<Caller | null> {
  const sessionToken = readCookie(req, 'session', services.settings.secureCookies);
  const { authorization } = req.headers;
  return authenticate(services.db, { sessionToken, authorization }, services.clock());
}

/** What procedures see of an HTTP request. */
export async function requestContext(
  services: Services,
  {
    req,
    res,
    requestId,
    trustedProxies,
  }: { req: IncomingMessage; res: ServerResponse; requestId: string; trustedProxies: number },
): Promise<Context> {
  const secure = services.settings.secureCookies;
  const caller = await callerOf(services, req).catch((cause: unknown) => {
    services.log.error({ err: cause, requestId }, 'the caller could not be identified');
    throw asTrpcError(cause);
  });
  return {
    services,
    caller,
    requestId,
    address: clientAddress(req, trustedProxies),
    header(name) {
      const value = req.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    requireCookies: () => undefined,
    setSession: (token, expiresAt) => writeCookie(res, 'session', { value: token, expiresAt, secure }),
    deviceMark: readCookie(req, 'device', secure),
    setDeviceMark: (mark, expiresAt) => writeCookie(res, 'device', { value: mark, expiresAt, secure }),
  };
}
