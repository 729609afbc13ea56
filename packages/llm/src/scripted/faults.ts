import type { Knobs } from './knobs.ts';
import { fnv1a } from './vectors.ts';

/** Faults that come before the first byte. `drop` destroys the socket. */
export type EarlyFault = { status: number; retryAfter?: string } | 'drop';

const drawn: EarlyFault[] = [{ status: 429, retryAfter: '0' }, { status: 500 }, { status: 503 }, 'drop'];

/** Decides which requests fail; counts them by model name and last user message. */
export class Faults {
  readonly #counts = new Map<string, number>();
  #requests = 0;

  /** The knobs that hold for this request, late faults removed where its turn is over, and its early fault if any. */
  next(model: string, lastUserText: string, knobs: Knobs): { knobs: Knobs; early: EarlyFault | undefined } {
    const key = `${model}\n${lastUserText}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const number = this.#requests++;
    if (knobs.faults > 0 && fnv1a(`${knobs.seed}:${number}`) % 100 < knobs.faults) {
      return { knobs, early: drawn[fnv1a(`${number}:${knobs.seed}`) % drawn.length] };
    }
    if (knobs.failFirst !== undefined && count > knobs.failFirst) {
      const healthy = { cut: undefined, hang: undefined, malformed: undefined, wrongSchema: undefined };
      return { knobs: { ...knobs, ...healthy }, early: undefined };
    }
    const late = [knobs.cut, knobs.hang, knobs.malformed, knobs.wrongSchema].some((at) => at !== undefined);
    const status = knobs.status ?? (knobs.failFirst !== undefined && !late ? 500 : undefined);
    if (status === undefined) return { knobs, early: undefined };
    return { knobs, early: { status, retryAfter: knobs.retryAfter } };
  }
}
