import type { Position } from '@millrace/bus/event-id';
import type { AppendResult, Block } from '@millrace/bus/port';
import type { AnyJob } from '@millrace/contract/jobs/define-job';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import type { Services } from '../services.ts';
import { runChannel } from './channels.ts';

/** Progress that stands at the end of the log, an entry a word, and would be said as one. */
type Tail = { progress: unknown; count: number; length: number; last: Position };

/** So many entries, or so much text, of progress become one in the log: it is then shorter by far, and so is its replay. */
const tailCount = 64;
const tailLength = 16_000;

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
  #tail: Tail | undefined;
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
      if (await this.#sayProgress(progress)) continue;
      this.#pending = this.#pending === undefined ? progress : this.#definition.merge(progress, this.#pending);
      await wait(200);
    }
    this.#sending = undefined;
  }

  /** False: Redis did not take it. */
  async #sayProgress(progress: unknown): Promise<boolean> {
    const data = progressData(progress);
    const before = this.#tail;
    const tail = before
      ? {
          progress: this.#definition.merge(before.progress, progress),
          count: before.count + 1,
          length: before.length + data.length,
        }
      : { progress, count: 1, length: data.length };
    const full = tail.count >= tailCount || tail.length >= tailLength;
    const block =
      before && full ? { data: progressData(tail.progress), count: tail.count, last: before.last } : undefined;
    const result = await this.#send(data, block);
    if (result === undefined) return false;
    this.#tail = undefined;
    if (result.outcome === 'fenced' || result.restarted || full) return true;
    const { position } = result;
    const follows = before?.last.epoch === position.epoch && before.last.seq + 1 === position.seq;
    this.#tail = follows ? { ...tail, last: position } : { progress, count: 1, length: data.length, last: position };
    return true;
  }

  /** False: Redis did not take it. */
  async #append(event: JobEvent): Promise<boolean> {
    this.#tail = undefined;
    return (await this.#send(JSON.stringify(event))) !== undefined;
  }

  /** Undefined: Redis did not take it. */
  async #send(data: string, block?: Block): Promise<AppendResult | undefined> {
    try {
      const result = await this.#bus.append(runChannel(this.#runId), this.#attempt, data, block);
      if (result.outcome === 'fenced') this.#onFenced();
      else if (result.restarted) {
        await this.#bus.append(runChannel(this.#runId), this.#attempt, JSON.stringify(this.#snapshot()));
      }
      return result;
    } catch {
      // the bus reports its own trouble; here it only means "later"
      return undefined;
    }
  }
}

const progressData = (progress: unknown): string => JSON.stringify({ type: 'progress', progress } satisfies JobEvent);

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
