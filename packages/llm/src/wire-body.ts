import type { IncomingMessage } from 'node:http';
import { idleFor, tooLate, WireFault } from './wire-fault.ts';

/** In milliseconds. `limitMs`: the whole time to the first byte, of which `firstByteMs` is left. */
type BodyLimits = { firstByteMs: number; limitMs: number; idleMs: number };
type Waiter = { resolve: (result: IteratorResult<Uint8Array>) => void; reject: (error: Error) => void };

const ended: IteratorResult<Uint8Array> = { value: undefined, done: true };
/** More than this unread and the socket is paused, so that a slow reader never fills the memory. */
const highWaterBytes = 256 * 1024;
const drainMs = 1000;
/** More than any vectors or transcript: a server without end must not fill the memory. */
const maxTextBytes = 32 * 1024 * 1024;

/**
 * The body of a response as one lean async iterator over the Node stream. Node's own iterator destroys the socket when its
 * reader stops early, and every reader of a model's stream stops early, at `[DONE]`: here the rest is drained instead, so that
 * the connection is used again. Whoever wants the socket closed aborts the request.
 */
export class WireBody implements AsyncIterableIterator<Uint8Array> {
  readonly #response: IncomingMessage;
  readonly #idle: { timer: NodeJS.Timeout | undefined; ms: number };
  readonly #release: () => void;
  readonly #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #started = false;
  #waiter: Waiter | undefined;
  #over = false;
  #fault: Error | undefined;
  readonly #limitMs: number;

  /**
   * `firstByteMs` is what is left of the first byte's time; `release` is called once, when the body is over. What some servers send at
   * once, a comment or an empty chunk, is no beginning yet: until `settle` the model may be silent for `idleMs`.
   */
  constructor(response: IncomingMessage, limits: BodyLimits, release: () => void) {
    this.#response = response;
    this.#release = release;
    this.#limitMs = limits.limitMs;
    this.#idle = { timer: undefined, ms: limits.idleMs };
    this.#idle.timer = setTimeout(() => this.#silence(), Math.max(1, limits.firstByteMs));
    response.once('data', () => this.#startIdleClock());
    response.on('data', (chunk: Buffer) => this.#push(chunk));
    response.on('end', () => this.#finish(undefined));
    response.on('error', (error: Error) => this.#finish(asFault(error)));
    response.on('close', () => this.#finish(response.complete ? undefined : cut()));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Uint8Array>> {
    const chunk = this.#queue.shift();
    if (chunk) {
      this.#queuedBytes -= chunk.length;
      if (this.#response.isPaused() && this.#queuedBytes < highWaterBytes / 2) this.#response.resume();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (this.#fault) return Promise.reject(this.#fault);
    if (this.#over) return Promise.resolve(ended);
    if (this.#started) this.#idle.timer?.refresh();
    return new Promise((resolve, reject) => {
      this.#waiter = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Uint8Array>> {
    this.#queue.length = 0;
    this.#queuedBytes = 0;
    this.#waiter?.resolve(ended);
    this.#waiter = undefined;
    if (!this.#over) {
      this.#response.resume();
      setTimeout(() => this.#response.destroy(), drainMs).unref();
    }
    return Promise.resolve(ended);
  }

  /** From now on a silence may last so long. */
  settle(idleMs: number): void {
    if (this.#idle.ms === idleMs) return;
    this.#idle.ms = idleMs;
    if (this.#started) this.#startIdleClock();
  }

  /** Closes the socket, if there is more to come. */
  destroy(): void {
    if (!this.#over) this.#response.destroy();
  }

  /** All of it: an error, vectors or a transcript. */
  async text(): Promise<string> {
    const parts: Uint8Array[] = [];
    let length = 0;
    for await (const part of this) {
      parts.push(part);
      length += part.length;
      if (length <= maxTextBytes) continue;
      this.destroy();
      throw new WireFault('malformed', `more than ${maxTextBytes} bytes`);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  #startIdleClock(): void {
    clearTimeout(this.#idle.timer);
    this.#started = true;
    if (!this.#over) this.#idle.timer = setTimeout(() => this.#silence(), this.#idle.ms);
  }

  #silence(): void {
    // A reader that is busy elsewhere asks late; only one that waits has seen silence.
    if (this.#started && !this.#waiter) return;
    this.#finish(this.#started ? idleFor(this.#idle.ms) : tooLate(this.#limitMs));
    this.#response.destroy();
  }

  #push(chunk: Buffer): void {
    if (this.#over) return;
    const waiter = this.#waiter;
    if (waiter) {
      this.#waiter = undefined;
      waiter.resolve({ value: chunk, done: false });
      return;
    }
    this.#queue.push(chunk);
    this.#queuedBytes += chunk.length;
    if (this.#queuedBytes > highWaterBytes) this.#response.pause();
  }

  #finish(fault: Error | undefined): void {
    if (this.#over) return;
    this.#over = true;
    this.#fault = fault;
    clearTimeout(this.#idle.timer);
    this.#release();
    const waiter = this.#waiter;
    if (!waiter) return;
    this.#waiter = undefined;
    if (fault) waiter.reject(fault);
    else waiter.resolve(ended);
  }
}

const cut = (): WireFault => new WireFault('cut', 'the connection ended before the answer did');

function asFault(error: Error & { code?: string }): Error {
  if (error.name === 'AbortError' || error instanceof WireFault) return error;
  return new WireFault('cut', 'the connection was lost in the middle of the answer', error.code);
}
