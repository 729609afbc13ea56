/** Called when its time has come; returns when it wants to be called next (performance.now() time), or undefined when done. */
export type Task = (now: number) => number | undefined;
type Entry = { at: number; task: Task };

/**
 * One timer for all streams. A timer each drifts and wakes the loop a thousand times a tick; here whatever is due is done in one
 * turn, and since a task names its next time from its start, lateness never adds up.
 */
export class Schedule {
  readonly #heap: Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;

  add(at: number, task: Task): void {
    this.#push({ at, task });
    this.#arm();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#heap.length = 0;
  }

  #run(): void {
    this.#timerAt = Number.POSITIVE_INFINITY;
    const now = performance.now();
    const again: Entry[] = [];
    for (let entry = this.#heap[0]; entry && entry.at <= now; entry = this.#heap[0]) {
      this.#pop();
      const next = entry.task(now);
      if (next !== undefined) again.push({ at: next, task: entry.task });
    }
    for (const entry of again) this.#push(entry);
    this.#arm();
  }

  #arm(): void {
    const first = this.#heap[0];
    if (!first || first.at >= this.#timerAt) return;
    clearTimeout(this.#timer);
    this.#timerAt = first.at;
    // setTimeout counts whole milliseconds and never fires early enough to spin.
    this.#timer = setTimeout(() => this.#run(), Math.max(0, Math.ceil(first.at - performance.now())));
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let at = heap.push(entry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (heap[parent]!.at <= entry.at) break;
      heap[at] = heap[parent]!;
      at = parent;
    }
    heap[at] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop()!;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && heap[child + 1]!.at < heap[child]!.at) child++;
      if (heap[child]!.at >= last.at) break;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
  }
}
