import type { AnyJob } from '@millrace/contract/define-job';
import type { JobEvent } from '@millrace/contract/job-event';
import type { Services } from '../services.ts';
import { runChannel } from './feed.ts';

/**
 * What one attempt of a run says on the bus, in order. Progress that Redis has not taken yet is merged into one event, so that a slow
 * or absent Redis costs neither memory nor the handler's time.
 */
export class RunLog {
  readonly #bus: Services['bus'];
  readonly #definition: AnyJob;
  readonly #runId: string;
  readonly #attempt: number;
  readonly #onFenced: () => void;
  readonly #snapshot: () => JobEvent;
  #pending: unknown;
  #sending: Promise<void> | undefined;
  #closed = false;
  #ending = false;

  constructor(options: {
    bus: Services['bus'];
    definition: AnyJob;
    runId: string;
    attempt: number;
    /** A newer attempt has written: this one must stop. */
    onFenced: () => void;
    /** The whole state, said again when Redis has lost the log. */
    snapshot: () => JobEvent;
  }) {
    this.#bus = options.bus;
    this.#definition = options.definition;
    this.#runId = options.runId;
    this.#attempt = options.attempt;
    this.#onFenced = options.onFenced;
    this.#snapshot = options.snapshot;
  }

  progress(progress: unknown): void {
    if (this.#closed || this.#ending) return;
    this.#pending = this.#pending === undefined ? progress : this.#definition.merge(this.#pending, progress);
    this.#sending ??= this.#drain();
  }

  /** Says the first event. It is queued at once, so that progress, however early, comes after it. */
  begin(event: JobEvent): void {
    this.#sending = (async () => {
      while (!(await this.#append(event)) && !this.#closed) await wait(200);
      await this.#drain();
    })();
  }

  /** Says the event that ends this attempt, after all progress before it; nothing comes after it. Gives up after some seconds: watchers then find the end in the row. */
  async say(event: JobEvent, patienceMs = 5_000): Promise<void> {
    this.#ending = true;
    await Promise.race([this.#sending, wait(patienceMs)]);
    const until = Date.now() + patienceMs;
    while (!(await this.#append(event)) && Date.now() < until) await wait(200);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Nothing more will be said; what Redis never took is given up. */
  close(): void {
    this.#closed = true;
  }

  async #drain(): Promise<void> {
    while (this.#pending !== undefined && !this.#closed) {
      const progress = this.#pending;
      this.#pending = undefined;
      if (await this.#append({ type: 'progress', progress })) continue;
      this.#pending = this.#pending === undefined ? progress : this.#definition.merge(progress, this.#pending);
      await wait(200);
    }
    this.#sending = undefined;
  }

  /** False: Redis did not take it. */
  async #append(event: JobEvent): Promise<boolean> {
    try {
      const result = await this.#bus.append(runChannel(this.#runId), this.#attempt, JSON.stringify(event));
      if (result.outcome === 'fenced') this.#onFenced();
      else if (result.restarted) {
        await this.#bus.append(runChannel(this.#runId), this.#attempt, JSON.stringify(this.#snapshot()));
      }
      return true;
    } catch {
      // the bus reports its own trouble; here it only means "later"
      return false;
    }
  }
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
