export type WireFaultKind = 'connect-timeout' | 'first-byte-timeout' | 'idle-timeout' | 'down' | 'cut' | 'malformed';

/** What can go wrong between two sockets. `model-errors.ts` turns it into an AppError with words for people. */
export class WireFault extends Error {
  readonly kind: WireFaultKind;
  /** Node's own code, such as ECONNREFUSED, where there is one. */
  readonly code: string | undefined;
  /** The time that was over, where one was. */
  limitMs: number | undefined;
  /** There is a proxy in the environment that was not asked. */
  ignoresProxy = false;

  constructor(kind: WireFaultKind, message: string, code?: string) {
    super(message);
    this.name = 'WireFault';
    this.kind = kind;
    this.code = code;
  }
}

/** No answer has begun within its time. */
export function tooLate(limitMs: number): WireFault {
  const fault = new WireFault('first-byte-timeout', `no answer within ${limitMs} ms`);
  fault.limitMs = limitMs;
  return fault;
}

/** An answer that has begun does not go on. */
export function idleFor(limitMs: number): WireFault {
  const fault = new WireFault('idle-timeout', `no data for ${limitMs} ms`);
  fault.limitMs = limitMs;
  return fault;
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
