import { AppError, type ErrorKind, errorView } from '@millrace/contract/app-error';
import { asAppError } from '@millrace/db/database-away';
import { type TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server';
import { z } from 'zod';

const codes: Record<ErrorKind, TRPC_ERROR_CODE_KEY> = {
  invalid: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  limited: 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  cancelled: 'CLIENT_CLOSED_REQUEST',
  internal: 'INTERNAL_SERVER_ERROR',
};

/** tRPC's own errors (unknown path, unreadable body, too large) as our error kinds. */
const kindOfCode: Partial<Record<TRPC_ERROR_CODE_KEY, ErrorKind>> = {
  BAD_REQUEST: 'invalid',
  PARSE_ERROR: 'invalid',
  PAYLOAD_TOO_LARGE: 'invalid',
  UNSUPPORTED_MEDIA_TYPE: 'invalid',
  METHOD_NOT_SUPPORTED: 'invalid',
  NOT_FOUND: 'not-found',
  UNAUTHORIZED: 'unauthenticated',
  FORBIDDEN: 'forbidden',
};

/** Input that a schema rejected, by field. */
function fieldsOf(error: z.ZodError): Record<string, string[]> {
  const fields: Record<string, string[]> = {};
  for (const issue of error.issues) {
    const field = issue.path.join('.') || 'input';
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  return fields;
}

/** What clients read of an error, beside tRPC's own fields. */
export function describeError(error: TRPCError) {
  const { cause } = error;
  if (cause instanceof AppError) return { ...cause.view(), fields: cause.fields, retryAfterMs: cause.retryAfterMs };
  if (cause instanceof z.ZodError) {
    const fields = fieldsOf(cause);
    return { kind: 'invalid' as const, reason: 'input', message: Object.values(fields).flat().join(' · '), fields };
  }
  const kind = kindOfCode[error.code];
  if (kind === 'invalid' && cause instanceof SyntaxError) {
    return { kind, reason: 'not-json', message: `The request is not valid JSON: ${cause.message}.` };
  }
  if (kind === undefined) return errorView(error.cause);
  return { kind, reason: error.code.toLowerCase().replaceAll('_', '-'), message: error.message };
}

/** Turns what features throw into the tRPC error of its kind. Streams call it themselves, because their errors pass no middleware. */
export function asTrpcError(error: unknown): unknown {
  const known = asAppError(error);
  return known instanceof AppError
    ? new TRPCError({ code: codes[known.kind], message: known.message, cause: known })
    : error;
}
