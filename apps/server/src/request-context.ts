import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import { authenticate, type Caller, type Context, type Services } from '@millrace/features/server';
import { TRPCError } from '@trpc/server';
import { clientAddress } from './client-address.ts';
import { readSessionCookie, writeSessionCookie } from './session-cookie.ts';

/** Who asks, whatever carries the credential. */
export function callerOf(services: Services, req: IncomingMessage): Promise<Caller | null> {
  const sessionToken = readSessionCookie(req, services.settings.secureCookies);
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
    services.log.error({ err: cause, requestId }, 'the database cannot be asked who calls');
    res.setHeader('retry-after', '1');
    const message = 'The database is not available right now. Try again in a moment.';
    const error = new AppError('unavailable', 'db.down', message, { retryAfterMs: 1_000 });
    throw new TRPCError({ code: 'SERVICE_UNAVAILABLE', message, cause: error });
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
    setSession: (token, expiresAt) => writeSessionCookie(res, { token, expiresAt, secure }),
  };
}
