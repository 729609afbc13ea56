export type WireFaultKind = 'connect-timeout' | 'first-byte-timeout' | 'idle-timeout' | 'down' | 'cut' | 'malformed';

/** What can go wrong between two sockets. `model-errors.ts` turns it into an AppError with words for people. */
export class WireFault extends Error {
  readonly kind: WireFaultKind;
  /** Node's own code, such as ECONNREFUSED, where there is one. */
  readonly code: string | undefined;

  constructor(kind: WireFaultKind, message: string, code?: string) {
    super(message);
    this.name = 'WireFault';
    this.kind = kind;
    this.code = code;
  }
}

/** The one of a kind in a chain of causes: the SDK wraps what its fetch throws. */
export function findCause<E extends Error>(error: unknown, kind: new (...given: never[]) => E): E | undefined {
  let at: unknown = error;
  for (let depth = 0; depth < 6 && at instanceof Error; depth++) {
    if (at instanceof kind) return at;
    at = at.cause;
  }
  return undefined;
}
