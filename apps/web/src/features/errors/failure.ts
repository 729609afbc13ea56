import { type ErrorKind, errorKinds, isRetryable } from '@millrace/contract/app-error';
import type { Wording } from '@millrace/contract/wording';
import { translateError, translateText } from '../language/wording.ts';

/** Anything thrown by a request, in the form that screens show. */
export type Failure = {
  kind: ErrorKind | 'offline';
  reason: string;
  /** For people: what, why, what now. */
  message: string;
  requestId: string | null;
  fields: Record<string, string[]>;
  retryAfterMs: number | undefined;
  retryable: boolean;
};

type Wire = {
  kind?: string;
  reason?: string;
  requestId?: string | null;
  fields?: Record<string, string[]>;
  retryAfterMs?: number;
  wording?: Wording;
};

const offline: Failure = {
  kind: 'offline',
  reason: 'offline',
  message: 'The server cannot be reached. Check your connection; nothing you wrote is lost.',
  requestId: null,
  fields: {},
  retryAfterMs: undefined,
  retryable: true,
};

const isKind = (kind: string | undefined): kind is ErrorKind => errorKinds.some((known) => known === kind);

/** An answer without our error shape means that something between us and the server spoke, or nothing did. */
export function failureOf(error: unknown): Failure {
  const data = error instanceof Error && 'data' in error ? (error.data as Wire | null | undefined) : undefined;
  if (!data || !isKind(data.kind)) return offline;
  return {
    kind: data.kind,
    reason: data.reason ?? 'unknown',
    message: translateError({ message: (error as Error).message, wording: data.wording }),
    requestId: data.requestId ?? null,
    fields: Object.fromEntries(
      Object.entries(data.fields ?? {}).map(([field, texts]) => [field, texts.map(translateText)]),
    ),
    retryAfterMs: data.retryAfterMs,
    retryable: isRetryable(data.kind),
  };
}

/** Short headings by kind; the message says the rest. */
export function failureTitle(kind: Failure['kind']): string {
  switch (kind) {
    case 'offline':
      return 'No connection';
    case 'invalid':
      return 'That did not fit';
    case 'unauthenticated':
      return 'You are signed out';
    case 'forbidden':
      return 'You may not do that';
    case 'not-found':
      return 'Not found';
    case 'conflict':
      return 'Something else came first';
    case 'limited':
      return 'Too many requests';
    case 'unavailable':
      return 'Not available right now';
    case 'cancelled':
      return 'Cancelled';
    case 'internal':
      return 'Something went wrong';
  }
}
