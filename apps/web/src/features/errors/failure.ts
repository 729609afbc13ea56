import { t } from '@lingui/core/macro';
import { type ErrorKind, errorKinds, isRetryable } from '@millrace/contract/app-error';
import type { Wording } from '@millrace/contract/wording';
import { translateError, translateText } from '../language/wording.ts';

/** Anything thrown by a request, in the form that screens show. */
export type Failure = {
  kind: ErrorKind | 'offline';
  reason: string;
  /** For people: what happened, then what to do. */
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

const offline = (): Failure => ({
  kind: 'offline',
  reason: 'offline',
  message: t`The server is unreachable. Check your connection. Nothing you typed is lost.`,
  requestId: null,
  fields: {},
  retryAfterMs: undefined,
  retryable: true,
});

const isKind = (kind: string | undefined): kind is ErrorKind => errorKinds.some((known) => known === kind);

/** A response without our error shape came from something between us and the server, or there was none. */
export function failureOf(error: unknown): Failure {
  const data = error instanceof Error && 'data' in error ? (error.data as Wire | null | undefined) : undefined;
  if (!data || !isKind(data.kind)) return offline();
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

/** A short heading per kind; the message says the rest. */
export function failureTitle(kind: Failure['kind']): string {
  switch (kind) {
    case 'offline':
      return t`Connection lost`;
    case 'invalid':
      return t`Invalid input`;
    case 'unauthenticated':
      return t`You are signed out`;
    case 'forbidden':
      return t`Permission denied`;
    case 'not-found':
      return t`Not found`;
    case 'conflict':
      return t`Conflict with another change`;
    case 'limited':
      return t`Too many requests`;
    case 'unavailable':
      return t`Temporarily unavailable`;
    case 'cancelled':
      return t`Cancelled`;
    case 'internal':
      return t`Something went wrong`;
  }
}
