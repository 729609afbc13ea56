import { type Position, parseEventId } from './event-id.ts';
import type { Listener } from './fan-out.ts';
import type { LoggedEvent } from './logged-event.ts';
import type { JoinAt, Receiver } from './port.ts';

export type Source = {
  /** A page of the log after a position; `unknown`: after a position that is in no log. */
  read(after: Position | 'unknown' | undefined): Promise<{ gap: boolean; events: LoggedEvent[]; more: boolean }>;
  /** How many events a watcher may lag behind before it must read from the log. */
  maxLag: number;
};

/**
 * One watcher of a channel. Live events go straight to its receiver; only while the receiver is busy, or the log is being read, do they
 * wait here. The buffer is bounded: further events are dropped and read from the log later, so a slow reader costs no memory.
 */
export class Subscription implements Listener {
  readonly #source: Source;
  readonly #receiver: Receiver;
  readonly #live: boolean;
  #last: Position | 'unknown' | undefined;
  #waiting: LoggedEvent[] = [];
  /** The log must be read before anything else is delivered. */
  #behind = true;
  /** What was delivered may never have reached the log. */
  #missed = false;
  #busy = true;
  #left = false;

  constructor(source: Source, { after, live = false }: JoinAt, receiver: Receiver) {
    this.#source = source;
    this.#receiver = receiver;
    this.#live = live;
    // an id that is not one of ours cannot be found, so it reads as a gap
    this.#last = after === undefined ? undefined : (parseEventId(after) ?? 'unknown');
  }

  /** Once it listens. */
  start(): void {
    void this.#work();
  }

  leave(): void {
    this.#left = true;
    this.#waiting = [];
  }

  onReconnect(): void {
    this.#overrun();
    if (!this.#busy) void this.#work();
  }

  onMessage(event: LoggedEvent): void {
    if (this.#left) return;
    if (this.#busy) {
      if (this.#behind) return;
      if (this.#waiting.length >= this.#source.maxLag) this.#overrun();
      else this.#waiting.push(event);
      return;
    }
    const pending = this.#take(event);
    if (pending || this.#behind) void this.#work(pending);
  }

  #overrun(): void {
    this.#waiting = [];
    this.#behind = true;
    this.#missed = true;
  }

  /** Until there is nothing left to do; then new events are delivered directly. */
  async #work(pending?: void | Promise<void>): Promise<void> {
    this.#busy = true;
    try {
      await pending;
      while (!this.#left) {
        if (this.#behind) {
          await this.#catchUp();
          continue;
        }
        const waiting = this.#waiting;
        if (waiting.length === 0) break;
        this.#waiting = [];
        for (const event of waiting) {
          if (this.#left || this.#behind) break;
          await this.#take(event);
        }
      }
      this.#busy = false;
    } catch (error) {
      if (this.#left) return;
      this.leave();
      this.#receiver.fail(error);
    }
  }

  #take(event: LoggedEvent): void | Promise<void> {
    const { position } = event;
    if (position === undefined) return;
    const order = this.#live && this.#last === undefined ? 'next' : follows(this.#last, position);
    if (order === 'seen') return;
    if (order === 'gap') {
      this.#behind = true;
      return;
    }
    this.#last = position;
    return this.#receiver.event(event);
  }

  async #catchUp(): Promise<void> {
    this.#behind = false;
    this.#waiting = [];
    if (this.#missed && this.#live) await this.#receiver.gap();
    this.#missed = false;
    if (this.#live && this.#last === undefined) return;
    for (let more = true; more && !this.#left && !this.#behind; ) {
      const page = await this.#source.read(this.#last);
      if (this.#left) return;
      if (page.gap) await this.#receiver.gap();
      for (const event of page.events) {
        if (this.#left) return;
        this.#last = event.position;
        await this.#receiver.event(event);
      }
      more = page.more;
    }
  }
}

/** How a live event relates to the last one seen. If none was seen, only the first event of the log may be live. */
function follows(last: Position | 'unknown' | undefined, next: Position): 'next' | 'seen' | 'gap' {
  if (last === undefined || last === 'unknown') return next.seq === 1 ? 'next' : 'gap';
  if (last.epoch !== next.epoch) return next.epoch > last.epoch ? 'gap' : 'seen';
  if (next.seq <= last.seq) return 'seen';
  return next.seq === last.seq + 1 ? 'next' : 'gap';
}
