import { tooManyOnSocket } from './refusals.ts';
import type { Release } from './slots.ts';
import { type Asking, holderOf } from './spend.ts';

/** The subscriptions of one WebSocket. */
export type SocketLoad = { subscriptions: number };
type StreamAsking = Asking & { socket?: SocketLoad };

/** Counts one more thing that stays open until it is released or its caller has left. Throws `limited`. */
export function holdStream({ services, caller, address, gone, socket }: StreamAsking): Release {
  const { streams, subscriptionsPerSocket } = services.budgets;
  if (socket && socket.subscriptions >= subscriptionsPerSocket) throw tooManyOnSocket(subscriptionsPerSocket);
  const releaseStream = streams.take(holderOf(caller, address));
  if (socket) socket.subscriptions += 1;
  let held = true;
  const release = () => {
    if (!held) return;
    held = false;
    gone?.removeEventListener('abort', release);
    releaseStream();
    if (socket) socket.subscriptions -= 1;
  };
  if (gone?.aborted) release();
  else gone?.addEventListener('abort', release);
  return release;
}

type Opened = { ok: boolean; data?: unknown };

/**
 * Opens a subscription, which is counted until its events end. Where the transport sends the bytes itself (`carry`), that is when its
 * connection closes.
 */
export async function openStream<T extends Opened>(
  asking: StreamAsking & { carry?: unknown },
  open: () => Promise<T>,
): Promise<T> {
  const release = holdStream(asking);
  try {
    const opened = await open();
    if (!opened.ok) release();
    else if (asking.carry === undefined) {
      return { ...opened, data: releasing(opened.data as AsyncIterable<unknown>, release) };
    }
    return opened;
  } catch (error) {
    release();
    throw error;
  }
}

/** The same items; calls `release` when they end or are no longer wanted. */
async function* releasing<T>(items: AsyncIterable<T>, release: Release): AsyncGenerator<T> {
  try {
    yield* items;
  } finally {
    release();
  }
}
