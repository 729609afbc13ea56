import { inEnglish, type Wording } from './wording.ts';

/** The closed list of what can go wrong. tRPC codes, HTTP statuses, retry decisions and pages all depend on it. */
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

/**
 * An error as it is sent to clients: safe to show, without stack or cause. `wording` is set if the message has values, and carries it for
 * the reader's language.
 */
export type ErrorView = { kind: ErrorKind; reason: string; message: string; wording?: Wording };

type Options = {
  cause?: unknown;
  retryAfterMs?: number;
  /** True: another attempt would fail in the same way, or cost as long again, whatever the kind. */
  isFinal?: boolean;
  fields?: Record<string, string[]>;
  /** The values of the placeholders in the message: `{name}` or `{count, plural, one {…} other {…}}`. */
  values?: Wording['values'];
};

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
  /** No further attempt is made, whatever the kind. */
  readonly isFinal: boolean;
  /** Errors by input field, for forms. */
  readonly fields: Record<string, string[]> | undefined;
  /** Set for a message with values. */
  readonly wording: Wording | undefined;

  constructor(kind: ErrorKind, reason: string, message: string, options: Options = {}) {
    const wording = options.values && { message, values: options.values };
    super(wording ? inEnglish(wording) : message, { cause: options.cause });
    this.name = 'AppError';
    this.kind = kind;
    this.reason = reason;
    this.retryAfterMs = options.retryAfterMs;
    this.isFinal = options.isFinal ?? false;
    this.fields = options.fields;
    this.wording = wording;
  }

  view(): ErrorView {
    const { kind, reason, message, wording } = this;
    return { kind, reason, message, ...(wording && { wording }) };
  }
}

/** What to show people about any thrown value: an AppError has its own message, anything else is internal and reveals nothing. */
export function errorView(error: unknown): ErrorView {
  if (error instanceof AppError) return error.view();
  return { kind: 'internal', reason: 'internal', message: 'Something went wrong on our side. Try again.' };
}

/** Kinds for which another attempt may succeed. Everything else would fail the same way again. */
export function isRetryable(kind: ErrorKind): boolean {
  return kind === 'unavailable' || kind === 'limited' || kind === 'internal';
}

/** Whether another attempt at what threw this may succeed. */
export const mayRetry = (error: unknown): boolean =>
  isRetryable(errorView(error).kind) && !(error instanceof AppError && error.isFinal);
