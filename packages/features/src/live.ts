import { iterate, type Open } from '@millrace/bus/iterate';
import type { LoggedEvent } from '@millrace/bus/logged-event';
import { type TrackedEnvelope, tracked } from '@trpc/server';
import type { Context } from './trpc.ts';
import { asTrpcError } from './trpc-errors.ts';

/**
 * What a subscription returns: events of type `T` with their ids. A transport that writes bytes takes the stream itself and is given
 * the events as they were published; the others (WebSocket, local link, tests) pull it as an async iterable.
 */
export function live<T>(
  { carry }: Pick<Context, 'carry'>,
  signal: AbortSignal | undefined,
  open: Open<LoggedEvent>,
): AsyncIterable<TrackedEnvelope<T>, void> {
  if (carry === undefined) return pull<T>(open, signal ?? new AbortController().signal);
  carry(open);
  return nothing();
}

async function* nothing(): AsyncGenerator<never, void> {}

async function* pull<T>(open: Open<LoggedEvent>, signal: AbortSignal): AsyncGenerator<TrackedEnvelope<T>, void> {
  try {
    for await (const { id, data } of iterate(open, signal)) {
      yield tracked(id, JSON.parse(data) as T);
    }
  } catch (error) {
    throw asTrpcError(error);
  }
}
