import type { Sink } from '@millrace/bus/iterate';
import type { LoggedEvent } from '@millrace/bus/logged-event';
import type { JoinAt, Receiver } from '@millrace/bus/port';
import type { Services } from '../services.ts';
import { type Right, roundsOf, type Watched } from './rounds.ts';

export type Attendance = {
  channel: string;
  position: JoinAt;
  right: Right;
  /** The thing that is watched, where it comes to an end. */
  watched?: Watched;
  /** What of an event is handed on, undefined for nothing; without it all is, as it came. */
  wants?: ((event: LoggedEvent) => LoggedEvent | undefined) | undefined;
  /** Asked after an event was pushed. True: it was the last one. */
  isEnd?: (event: LoggedEvent) => false | Promise<boolean>;
  /** What stands for that which the log no longer has, and whether it is the end. */
  read: () => Promise<End>;
};
export type End = { event?: LoggedEvent; ended: boolean };

/**
 * One watcher at a channel, from where it left off: hands on what comes as it comes; rights and rows are looked after beside it.
 * Returns the way out.
 */
export function attend(services: Services, attendance: Attendance, sink: Sink<LoggedEvent>): () => void {
  const attendant = new Attendant(services, attendance, sink);
  return () => attendant.leave();
}

/** An object of few parts: each event of each watcher goes through it, and what is cold in memory is what it costs. */
class Attendant implements Receiver {
  readonly #sink: Sink<LoggedEvent>;
  readonly #wants: Attendance['wants'];
  readonly #isEnd: Attendance['isEnd'];
  readonly #read: Attendance['read'];
  readonly #leaveRounds: () => void;
  readonly #leaveChannel: () => void;
  #over = false;

  constructor(
    services: Services,
    { channel, position, right, watched, wants, isEnd, read }: Attendance,
    sink: Sink<LoggedEvent>,
  ) {
    this.#sink = sink;
    this.#wants = wants;
    this.#isEnd = isEnd;
    this.#read = read;
    const onEnded = () => void this.gap().catch((error) => this.fail(error));
    this.#leaveRounds = roundsOf(services).add({ right, watched, onEnded, fail: (error) => this.fail(error) });
    this.#leaveChannel = services.bus.join(channel, position, this);
  }

  event(event: LoggedEvent): void | Promise<void> {
    const wanted = this.#wants ? this.#wants(event) : event;
    if (this.#over || wanted === undefined) return;
    const pushed = this.#sink.push(wanted);
    const end = this.#isEnd?.(wanted);
    return end ? this.#afterLast(end, pushed) : pushed;
  }

  async gap(): Promise<void> {
    const { event, ended } = await this.#read();
    if (this.#over) return;
    if (event) await this.#sink.push(event);
    if (ended) this.#finish();
  }

  fail(error: unknown): void {
    if (this.#over) return;
    this.leave();
    this.#sink.fail(error);
  }

  leave(): void {
    this.#over = true;
    this.#leaveRounds();
    this.#leaveChannel();
  }

  async #afterLast(end: Promise<boolean>, pushed: void | Promise<void>): Promise<void> {
    const [ended] = await Promise.all([end, pushed]);
    if (ended) this.#finish();
  }

  #finish(): void {
    if (this.#over) return;
    this.leave();
    this.#sink.end();
  }
}
