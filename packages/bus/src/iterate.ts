/** Where a stream goes. A promise from `push` asks for time; after `end` or `fail` nothing follows. */
export type Sink<T> = { push(item: T): void | Promise<void>; end(): void; fail(error: unknown): void };
/** Begins to push; the answer is the way out. */
export type Open<T> = (sink: Sink<T>) => () => void;

/** What is pushed, as something to pull. Ends with the stream, when `signal` aborts or when the consumer stops; then it has left. */
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
