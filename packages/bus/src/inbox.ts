/** What one watcher has not taken yet. Beyond `limit` it is dropped whole: the watcher replays by id, and memory never grows with a reader's slowness. */
export class Inbox<T> {
  #items: T[] = [];
  #wake: (() => void) | undefined;
  #overrun = false;
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
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

  /** All that has come, or `overrun`; waits for the first. Ends with undefined when `signal` aborts. */
  async take(signal: AbortSignal): Promise<T[] | 'overrun' | undefined> {
    if (this.#items.length === 0 && !this.#overrun && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      this.#wake = undefined;
    }
    if (signal.aborted) return undefined;
    if (this.#overrun) {
      this.#overrun = false;
      return 'overrun';
    }
    const items = this.#items;
    this.#items = [];
    return items;
  }
}
