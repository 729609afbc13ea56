import { isPassing, pauseAfter } from './persist.ts';
import type { Subscription, Tracked } from './procedures.ts';

export type WatchOptions = { signal?: AbortSignal };

/**
 * A subscription as an async iterable, e.g. `watch(client.jobs.watch, { runId })`: each event once and in order. When the connection is
 * lost or the server restarts, it continues after the last id. Iteration ends with the stream; `break` closes the stream. Throws the
 * server's refusal (see `refusalOf`), the failure of the first connection, and the reason of an abort. Events that arrive faster than
 * they are read wait in memory.
 */
export async function* watch<Input extends { lastEventId?: string | null | undefined }, Data>(
  subscription: Subscription<Input, Data>,
  input: Input,
  { signal }: WatchOptions = {},
): AsyncGenerator<Tracked<Data>, void, undefined> {
  let next = input;
  let failures = 0;
  const connection = { wasOpen: false };
  while (true) {
    signal?.throwIfAborted();
    try {
      for await (const event of follow(subscription, next, connection, signal)) {
        failures = 0;
        next = { ...input, lastEventId: event.id };
        yield event;
      }
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (!connection.wasOpen || !isPassing(error)) throw error;
      failures += 1;
      await pauseAfter(error, failures, signal);
    }
  }
}

/** One subscription to its end or failure. Sets `connection.wasOpen`; fails if the first connection does. */
async function* follow<Input, Data>(
  subscription: Subscription<Input, Data>,
  input: Input,
  connection: { wasOpen: boolean },
  signal: AbortSignal | undefined,
): AsyncGenerator<Tracked<Data>, void, undefined> {
  const arrived: Tracked<Data>[] = [];
  let end: { error?: unknown } | undefined;
  let wake = () => {};
  const finish = (how: { error?: unknown }) => {
    end ??= how;
    wake();
  };
  const abort = () => finish({ error: signal?.reason });
  signal?.addEventListener('abort', abort, { once: true });
  const { unsubscribe } = subscription.subscribe(input, {
    onData: (event) => {
      connection.wasOpen = true;
      arrived.push({ id: event.id, data: event.data });
      wake();
    },
    onConnectionStateChange: ({ state, error }) => {
      if (state === 'pending') connection.wasOpen = true;
      else if (error && !connection.wasOpen) finish({ error });
    },
    onComplete: () => finish({}),
    onError: (error) => finish({ error }),
  });
  try {
    while (true) {
      if (arrived.length === 0 && end === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      yield* arrived.splice(0);
      if (arrived.length > 0 || end === undefined) continue;
      if ('error' in end) throw end.error;
      return;
    }
  } finally {
    signal?.removeEventListener('abort', abort);
    unsubscribe();
  }
}
