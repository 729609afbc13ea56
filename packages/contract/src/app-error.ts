/** The closed list of what can go wrong. tRPC codes, HTTP statuses, retry decisions and screens all switch on it. */
export const errorKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'not-found',
  'conflict',
  'limited',
  'unavailable',
  'cancelled',
  'internal',
] as const;
export type ErrorKind = (typeof errorKinds)[number];

/** An error as it crosses a wire: safe to show, without stack or cause. */
export type ErrorView = { kind: ErrorKind; reason: string; message: string };

type Options = { cause?: unknown; retryAfterMs?: number; fields?: Record<string, string[]> };

/**
 * The only error that features throw on purpose.
 * `reason` is the feature's own literal (`'chat.already-answering'`), `message` is safe to show to the person who asked;
 * what must not be shown goes into `cause`, which is logged.
 */
export class AppError extends Error {
  readonly kind: ErrorKind;
  readonly reason: string;
  /** Wait at least this long before a retry; from a provider's Retry-After. */
  readonly retryAfterMs: number | undefined;
  /** Faults by input field, for forms. */
  readonly fields: Record<string, string[]> | undefined;

  constructor(kind: ErrorKind, reason: string, message: string, options: Options = {}) {
    super(message, { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields;
  }

  view(): ErrorView {
    return { kind: this.kind, reason: this.reason, message: this.message };
  }
}

/** What to tell people about any thrown value: an AppError speaks for itself, anything else is internal and says nothing. */
export function errorView(error: unknown): ErrorView {
  if (error instanceof AppError) return error.view();
  return { kind: 'internal', reason: 'internal', message: 'Something went wrong on our side. Try again.' };
}

/** Kinds that another attempt may cure. Everything else would fail the same way again. */
export function isRetryable(kind: ErrorKind): boolean {
  return kind === 'unavailable' || kind === 'limited' || kind === 'internal';
}
