/** Starting what reads letters, and drawing the page, before its own time begins to count. */
const slackMs = 30_000;

/**
 * The time that a reading process took, without what does not count: while it waits for whoever takes its messages (a slow database is
 * not its fault), and while it reads the letters of a page, which has a limit of its own.
 */
export class ReadingTime {
  readonly #limits: { timeoutMs: number; pageTimeoutMs: number };
  readonly #startedAt = performance.now();
  #excludedMs = 0;
  #excludedSince: number | undefined;
  #pageSince: number | undefined;
  #isWaiting = false;

  constructor(limits: { timeoutMs: number; pageTimeoutMs: number }) {
    this.#limits = limits;
  }

  #update(): void {
    const excluded = this.#isWaiting || this.#pageSince !== undefined;
    const now = performance.now();
    if (excluded) this.#excludedSince ??= now;
    else if (this.#excludedSince !== undefined) {
      this.#excludedMs += now - this.#excludedSince;
      this.#excludedSince = undefined;
    }
  }

  /** Whether the process waits for its taker from now on. */
  setWaiting(isWaiting: boolean): void {
    this.#isWaiting = isWaiting;
    this.#update();
  }

  /** Whether the process reads the letters of a page from now on. */
  setPage(isReading: boolean): void {
    this.#pageSince = isReading ? performance.now() : undefined;
    this.#update();
  }

  /** Milliseconds until the process has used up its time; 0 or less when it has. */
  left(): number {
    const now = performance.now();
    const excluded = this.#excludedMs + (this.#excludedSince === undefined ? 0 : now - this.#excludedSince);
    const ofAll = this.#limits.timeoutMs - (now - this.#startedAt - excluded);
    if (this.#pageSince === undefined) return ofAll;
    return Math.min(ofAll, this.#limits.pageTimeoutMs + slackMs - (now - this.#pageSince));
  }

  /** Calls back once when the time is used up. Returns how to stop watching. */
  watch(onUsedUp: () => void): () => void {
    const look = () => {
      const left = this.left();
      if (left <= 0) onUsedUp();
      else timer = setTimeout(look, left);
    };
    let timer = setTimeout(look, this.#limits.timeoutMs);
    return () => clearTimeout(timer);
  }
}
