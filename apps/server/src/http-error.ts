import type { ServerResponse } from 'node:http';
import { AppError, type ErrorKind, errorView } from '@millrace/contract/app-error';
import { asAppError } from '@millrace/db/database-away';
import { isTooLarge } from './request-body.ts';

type Code = { name: string; number: number; status: number };

/** tRPC's codes, so that its client reads a refusal that never reached it like any other. */
const codes: Record<ErrorKind, Code> = {
  invalid: { name: 'BAD_REQUEST', number: -32600, status: 400 },
  unauthenticated: { name: 'UNAUTHORIZED', number: -32001, status: 401 },
  forbidden: { name: 'FORBIDDEN', number: -32003, status: 403 },
  'not-found': { name: 'NOT_FOUND', number: -32004, status: 404 },
  conflict: { name: 'CONFLICT', number: -32009, status: 409 },
  limited: { name: 'TOO_MANY_REQUESTS', number: -32029, status: 429 },
  unavailable: { name: 'SERVICE_UNAVAILABLE', number: -32603, status: 503 },
  cancelled: { name: 'CLIENT_CLOSED_REQUEST', number: -32099, status: 499 },
  internal: { name: 'INTERNAL_SERVER_ERROR', number: -32603, status: 500 },
};

const codesByReason: Record<string, Code> = {
  'http.method': { name: 'METHOD_NOT_SUPPORTED', number: -32005, status: 405 },
  'http.content-type': { name: 'UNSUPPORTED_MEDIA_TYPE', number: -32015, status: 415 },
  'http.foreign-host': { name: 'FORBIDDEN', number: -32003, status: 421 },
};
const payloadTooLarge: Code = { name: 'PAYLOAD_TOO_LARGE', number: -32013, status: 413 };

function codeOf(error: unknown): Code {
  if (!(error instanceof AppError)) return codes.internal;
  if (isTooLarge(error)) return payloadTooLarge;
  return codesByReason[error.reason] ?? codes[error.kind];
}

/** The HTTP status of an error, whatever the shape of its body. */
export const statusOf = (error: unknown): number => codeOf(error).status;

/** After how many seconds it is worth while to come again; 0: it is not told. */
export function retryAfterSeconds(error: unknown): number {
  if (!(error instanceof AppError)) return 0;
  const least = error.kind === 'unavailable' ? 1 : 0;
  return Math.max(least, Math.ceil((error.retryAfterMs ?? 0) / 1_000));
}

/** Answers with an error in the shape that tRPC's client reads. Nothing happens when an answer has begun already. */
export function sendError(res: ServerResponse, error: unknown, requestId: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const known = asAppError(error);
  const { name, number, status } = codeOf(known);
  const view = errorView(known);
  if (retryAfterSeconds(known) > 0) res.setHeader('retry-after', String(retryAfterSeconds(known)));
  const data = { code: name, httpStatus: status, ...view, requestId };
  const body = JSON.stringify({ error: { message: view.message, code: number, data } });
  res.statusCode = status;
  res.setHeader('content-type', 'application/json');
  res.setHeader('cache-control', 'no-store');
  if (status === 405) res.setHeader('allow', 'GET, HEAD, POST');
  res.end(body);
}
