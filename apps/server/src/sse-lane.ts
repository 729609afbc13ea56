import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { type LoggedEvent, type Open, sseTimes } from '@millrace/features/server';
import { connectedFrame, failed, frameOf, pingFrame, returned } from './sse-frames.ts';
import { whenWritable } from './when-writable.ts';

/** Octets a reader may leave untaken before its stream waits; what comes meanwhile is read from the log when it takes again. */
const mostUnsent = 256_000;

export type LaneOptions = {
  open: Open<LoggedEvent>;
  /** An error as tRPC's clients know it. */
  shapeOf(error: unknown): unknown;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
};

/** True where octets may go to the socket in chunks of our own framing: not for HTTP/1.0, nor for a request that waits for another. */
export const hasLane = (res: ServerResponse): boolean => res.req.httpVersion === '1.1' && res.socket !== null;

/**
 * Answers with a stream whose events go from the bus to the socket as octets that all watchers share. The head of `res` is set; it
 * resolves when the answer has ended. A stream that is cut, by the server or by its time, has no `return`: its client comes back.
 */
export function answerStream(res: ServerResponse, { open, shapeOf, stopping }: LaneOptions): Promise<void> {
  return new Promise((resolve) => {
    // the client left while it was asked who it is: no further close would be told
    if (res.destroyed) return resolve();
    res.flushHeaders();
    const socket = res.socket as Socket;
    socket.write(connectedFrame);
    const end = (last?: string) => {
      leave();
      res.end(last);
    };
    const cut = () => end();
    const ping = setInterval(() => socket.write(pingFrame), sseTimes.ping.intervalMs);
    const tooLong = setTimeout(cut, sseTimes.maxDurationMs);
    const leaveStream = open({
      push(event) {
        socket.write(frameOf(event));
        return socket.writableLength > mostUnsent ? whenWritable(socket) : undefined;
      },
      end: () => end(returned),
      fail: (error) => end(failed(shapeOf(error))),
    });
    const leave = () => {
      clearInterval(ping);
      clearTimeout(tooLong);
      stopping.removeEventListener('abort', cut);
      leaveStream();
    };
    if (stopping.aborted) cut();
    else stopping.addEventListener('abort', cut);
    res.once('close', () => {
      leave();
      resolve();
    });
  });
}
