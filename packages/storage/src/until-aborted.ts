import { AppError } from '@millrace/contract/app-error';

/** Yields the chunks of `octets` and throws as soon as `signal` aborts, even while the sender is silent. */
export async function* untilAborted(
  octets: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const iterator = octets[Symbol.asyncIterator]();
  const aborted = Promise.withResolvers<never>();
  aborted.promise.catch(() => {});
  const stop = () =>
    aborted.reject(
      new AppError('cancelled', 'files.upload-cancelled', 'The upload was stopped before it was complete.', {
        cause: signal.reason,
      }),
    );
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let done = false;
  try {
    for (;;) {
      const next = await Promise.race([aborted.promise, iterator.next()]);
      if (next.done) {
        done = true;
        return;
      }
      yield next.value;
    }
  } finally {
    signal.removeEventListener('abort', stop);
    // not awaited: a generator that waits for its sender answers only when the sender does
    if (!done) iterator.return?.().catch(() => {});
  }
}
