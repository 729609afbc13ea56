/** The receiver of a stream. A promise from `push` asks the sender to wait; nothing follows after `end` or `fail`. */
export type Sink<T> = { push(item: T): void | Promise<void>; end(): void; fail(error: unknown): void };
/** Starts to push; returns the function that leaves. */
export type Open<T> = (sink: Sink<T>) => () => void;

/** Turns pushed items into an async iterable. Ends with the stream, when `signal` aborts or when the consumer stops; then it has left. */
export async function* iterate<T>(open: Open<T>, signal: AbortSignal, mostUnread = 100): AsyncGenerator<T> {
  let items: T[] = [];
  let over: { error?: unknown } | undefined;
  let wake = () => {};
  let room: PromiseWithResolvers<void> | undefined;
  const makeRoom = () => {
    room?.resolve();
    room = undefined;
  };
  const leave = open({
    push(item) {
      items.push(item);
      wake();
      if (items.length < mostUnread) return;
      room ??= Promise.withResolvers();
      return room.promise;
    },
    end() {
      over ??= {};
      wake();
    },
    fail(error) {
      over ??= { error };
      wake();
    },
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      const batch = items;
      items = [];
      for (const item of batch) {
        yield item;
        if (signal.aborted) return;
      }
      makeRoom();
      if (items.length > 0) continue;
      if (over !== undefined) {
        if ('error' in over) throw over.error;
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    leave();
    makeRoom();
  }
}
