import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '@millrace/contract/app-error';
import { type Asking, admit, asTrpcError, type Context, type Services } from '@millrace/features/server';
import { clientAddress } from './client-address.ts';
import { readCookie, writeCookie } from './cookies.ts';

/** A request over HTTP. `trustedProxies`: how many stand before the server. */
export type HttpRequest = { req: IncomingMessage; res: ServerResponse; trustedProxies: number };

/** Aborts when the answer is over or its connection has closed. */
function goneOf(res: ServerResponse): AbortSignal {
  const gone = new AbortController();
  if (res.destroyed) gone.abort();
  else res.once('close', () => gone.abort());
  return gone.signal;
}

/** Who asks, whatever carries the credential, from where, and when they have left. Throws `limited` in a crowd. */
export async function askingOf(
  services: Services,
  { req, res, trustedProxies }: HttpRequest,
): Promise<Asking & { services: Services; gone: AbortSignal }> {
  // heard from the beginning: a client may leave while it is asked who it is
  const gone = goneOf(res);
  const sessionToken = readCookie(req, 'session', services.settings.secureCookies);
  const { authorization } = req.headers;
  const address = clientAddress(req, trustedProxies);
  const caller = await admit(services, { sessionToken, authorization }, { address, gone });
  return { services, caller, address, gone };
}

/** What procedures see of an HTTP request. */
export async function requestContext(
  services: Services,
  { req, res, requestId, trustedProxies }: HttpRequest & { requestId: string },
): Promise<Context> {
  const secure = services.settings.secureCookies;
  const asking = await askingOf(services, { req, res, trustedProxies }).catch((cause: unknown) => {
    if (!isRefusal(cause)) services.log.error({ err: cause, requestId }, 'the caller could not be identified');
    throw asTrpcError(cause);
  });
  return {
    ...asking,
    requestId,
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

/** Nothing has failed: there was no room, or nobody waits for an answer. */
const isRefusal = (cause: unknown) =>
  cause instanceof AppError && (cause.kind === 'limited' || cause.kind === 'cancelled');
