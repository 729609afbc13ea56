import type { Position } from '@millrace/bus/event-id';
import type { AppendResult, Block } from '@millrace/bus/port';
import type { AnyJob } from '@millrace/contract/jobs/define-job';
import type { JobEvent } from '@millrace/contract/jobs/job-event';
import type { Services } from '../services.ts';
import { runChannel } from './channels.ts';

/** Progress at the end of the log, one entry per word, that could be one entry. */
type Tail = { progress: unknown; count: number; length: number; last: Position };

/** This many progress entries, or this much text, are merged into one entry, which makes the log and its replay much shorter. */
const tailCount = 64;
const tailLength = 16_000;

/**
 * The events that one attempt of a run publishes, in order. Progress that Redis has not accepted yet is merged into one event, so that a
 * slow or unreachable Redis costs neither memory nor time of the handler.
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
    /** The whole state, published again when Redis has lost the log. */
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

  /** Publishes the first event. It is queued immediately, so that progress, however early, comes after it. */
  begin(event: JobEvent): void {
    this.#sending = (async () => {
      while (!(await this.#append(event)) && !this.#closed) await wait(200);
      await this.#drain();
    })();
  }

  /**
   * Publishes the event that ends this attempt, after all its progress. Gives up after some seconds: watchers then find the end in the row.
   */
  async say(event: JobEvent, patienceMs = 5_000): Promise<void> {
    this.#ending = true;
    await Promise.race([this.#sending, wait(patienceMs)]);
    const until = Date.now() + patienceMs;
    while (!(await this.#append(event)) && Date.now() < until) await wait(200);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Publishes nothing more; what Redis has not accepted is dropped. */
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

  /** False: Redis did not accept it. */
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

  /** False: Redis did not accept it. */
  async #append(event: JobEvent): Promise<boolean> {
    this.#tail = undefined;
    return (await this.#send(JSON.stringify(event))) !== undefined;
  }

  /** Undefined: Redis did not accept it. */
  async #send(data: string, block?: Block): Promise<AppendResult | undefined> {
    try {
      const result = await this.#bus.append(runChannel(this.#runId), this.#attempt, data, block);
      if (result.outcome === 'fenced') this.#onFenced();
      else if (result.restarted) {
        await this.#bus.append(runChannel(this.#runId), this.#attempt, JSON.stringify(this.#snapshot()));
      }
      return result;
    } catch {
      // the bus reports its own errors; here one only means "later"
      return undefined;
    }
  }
}

const progressData = (progress: unknown): string => JSON.stringify({ type: 'progress', progress } satisfies JobEvent);

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
