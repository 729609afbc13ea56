import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { networkOf, type Services } from '@millrace/features/server';
import type { WebSocket } from 'ws';

/** Knows the sockets on which nobody has signed in yet. */
export type Strangers = {
  /** Counts a connection of `address` until it closes or is known. Throws `limited` when there are too many. */
  enter(req: IncomingMessage, socket: Duplex, address: string): void;
  /** Closes the socket of the request unless it is known in time. */
  limitTime(req: IncomingMessage, socket: WebSocket): void;
  /** Its caller was identified. */
  isKnown(req: IncomingMessage): void;
};

/** `strangerMs`: how long a socket may be nobody's. `closeCode`: that of sockets that nobody signed in on. */
export function watchStrangers(
  { budgets }: Pick<Services, 'budgets'>,
  { strangerMs, closeCode }: { strangerMs: number; closeCode: number },
): Strangers {
  const leaves = new WeakMap<IncomingMessage, () => void>();
  const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();
  const isKnown = (req: IncomingMessage) => {
    clearTimeout(timers.get(req));
    leaves.get(req)?.();
  };
  return {
    enter(req, socket, address) {
      leaves.set(req, budgets.strangers.take(networkOf(address)));
      socket.once('close', () => isKnown(req));
    },
    limitTime(req, socket) {
      const close = () => socket.close(closeCode, 'Nobody has signed in on this connection');
      timers.set(req, setTimeout(close, strangerMs));
    },
    isKnown,
  };
}
