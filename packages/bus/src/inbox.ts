/** What one watcher has not taken yet. Beyond `limit` it is dropped whole: the watcher replays by id, and memory never grows with a reader's slowness. */
export class Inbox<T> {
  #items: T[] = [];
  #wake: (() => void) | undefined;
  #overrun = false;
  readonly #limit: number;
  readonly #signal: AbortSignal;

  /** Ends when `signal` aborts. One listener for the inbox's whole life: one a message would pile up on a long stream. */
  constructor(limit: number, signal: AbortSignal) {
    this.#limit = limit;
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake?.(), { once: true });
  }

  push(item: T): void {
    if (this.#items.length >= this.#limit) {
      this.overrun();
      return;
    }
    this.#items.push(item);
    this.#wake?.();
  }

  /** Something was lost: the watcher must read the log again. */
  overrun(): void {
    this.#items = [];
    this.#overrun = true;
    this.#wake?.();
  }

  /** All that has come, or `overrun`; waits for the first. Undefined once it has ended. */
  async take(): Promise<T[] | 'overrun' | undefined> {
    if (this.#items.length === 0 && !this.#overrun && !this.#signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    if (this.#signal.aborted) return undefined;
    if (this.#overrun) {
      this.#overrun = false;
      return 'overrun';
    }
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
