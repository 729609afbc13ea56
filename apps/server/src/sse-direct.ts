import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type LoggedEvent, type Open, type Sink, sseTimes } from '@millrace/features/server';
import { connectedFrame, failed, frameOf, pingFrame, returned } from './sse-frames.ts';
import { whenWritable } from './when-writable.ts';

/** Bytes a reader may leave untaken before its stream waits; what comes meanwhile is read from the log when it takes again. */
const mostUnsent = 256_000;

export type DirectOptions = {
  open: Open<LoggedEvent>;
  /** An error as tRPC's clients know it. */
  shapeOf(error: unknown): unknown;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
};

/** True where bytes may go to the socket in chunks of our own framing: not for HTTP/1.0, nor for a request that waits for another. */
export const canGoDirect = (res: ServerResponse): boolean => res.req.httpVersion === '1.1' && res.socket !== null;

/**
 * Answers with a stream whose events go from the bus to the socket as bytes that all watchers share. The head of `res` is set; it
 * resolves when the answer has ended. A stream that is cut, by the server or by its time, has no `return`: its client comes back.
 */
export function answerStream(res: ServerResponse, options: DirectOptions): Promise<void> {
  return new Promise((resolve) => {
    // the client left while it was asked who it is: no further close would be told
    if (res.destroyed) return resolve();
    const stream = new DirectStream(res, options);
    res.once('close', () => {
      stream.leave();
      resolve();
    });
  });
}

/** Where the events of one stream go. */
class DirectStream implements Sink<LoggedEvent> {
  readonly #socket: Socket;
  readonly #res: ServerResponse;
  readonly #shapeOf: DirectOptions['shapeOf'];
  readonly #stopping: AbortSignal;
  readonly #leaveStream: () => void;
  readonly #ping = setInterval(() => this.#socket.write(pingFrame, 'latin1'), sseTimes.ping.intervalMs);
  readonly #tooLong = setTimeout(() => this.#end(), sseTimes.maxDurationMs);
  readonly #cut = () => this.#end();

  constructor(res: ServerResponse, { open, shapeOf, stopping }: DirectOptions) {
    res.flushHeaders();
    this.#res = res;
    this.#socket = res.socket as Socket;
    this.#shapeOf = shapeOf;
    this.#stopping = stopping;
    this.#socket.write(connectedFrame, 'latin1');
    this.#leaveStream = open(this);
    if (stopping.aborted) this.#end();
    else stopping.addEventListener('abort', this.#cut);
  }

  push(event: LoggedEvent): void | Promise<void> {
    this.#socket.write(frameOf(event), 'latin1');
    if (this.#socket.writableLength > mostUnsent) return whenWritable(this.#socket);
  }

  end(): void {
    this.#end(returned);
  }

  fail(error: unknown): void {
    this.#end(failed(this.#shapeOf(error)));
  }

  leave(): void {
    clearInterval(this.#ping);
    clearTimeout(this.#tooLong);
    this.#stopping.removeEventListener('abort', this.#cut);
    this.#leaveStream();
  }

  #end(last?: string): void {
    this.leave();
    this.#res.end(last);
  }
}
