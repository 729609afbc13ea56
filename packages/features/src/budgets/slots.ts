import type { AppError } from '@millrace/contract/app-error';
import { FairLine } from '@millrace/db/fair-line';
import { hasLeft } from './refusals.ts';

export type SlotLimits = {
  /** How many run at once. */
  running: number;
  /** How many wait for one that runs to end; more are refused. */
  waiting: number;
  /** How long one waits at most before it is refused. */
  waitMs: number;
  refuse(): AppError;
};

/** Gives a slot back. */
export type Release = () => void;

/**
 * Slots by key, such as the id of a workspace: under each key, so many things run at once and further ones wait, those of each member
 * in turn. A burst is slowed down and only what exceeds the line is refused.
 */
export class Slots {
  readonly #limits: SlotLimits;
  readonly #byKey = new Map<string, { running: number; line: FairLine<() => void> }>();

  constructor(limits: SlotLimits) {
    this.#limits = limits;
  }

  /** How many run and wait. */
  count(key: string): number {
    const state = this.#byKey.get(key);
    return state ? state.running + state.line.size : 0;
  }

  /** Throws what `refuse` makes, and `cancelled` when `signal` aborts while it waits. */
  async take(key: string, member: string, signal?: AbortSignal): Promise<Release> {
    if (signal?.aborted) throw hasLeft();
    const state = this.#byKey.get(key) ?? { running: 0, line: new FairLine<() => void>() };
    this.#byKey.set(key, state);
    const asker = { group: key, member };
    if (state.running < this.#limits.running) {
      state.running += 1;
      state.line.charge(asker);
    } else if (state.line.size >= this.#limits.waiting) throw this.#limits.refuse();
    else await this.#wait(state.line, asker, signal);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = state.line.next();
      if (next) return next();
      state.running -= 1;
      if (state.running === 0) this.#byKey.delete(key);
    };
  }

  #wait(line: FairLine<() => void>, asker: { group: string; member: string }, signal?: AbortSignal): Promise<void> {
    const { waitMs, refuse } = this.#limits;
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(tooLong);
        signal?.removeEventListener('abort', leave);
      };
      const begin = () => {
        stop();
        resolve();
      };
      const giveUp = (error: AppError) => {
        stop();
        line.remove(asker, begin);
        reject(error);
      };
      const leave = () => giveUp(hasLeft());
      const tooLong = setTimeout(() => giveUp(refuse()), waitMs);
      signal?.addEventListener('abort', leave);
      line.add(asker, begin);
    });
  }
}
