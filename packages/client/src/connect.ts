import { EventSource as PonyfilledEventSource } from 'eventsource';
import type { Client } from './client.ts';
import type { Connection } from './connection.ts';
import { createClient as createTrpcClient } from './create-client.ts';

/** Needed where the platform has no EventSource (Node), and where headers must be sent with one. */
type Source = typeof globalThis extends { EventSource: infer Constructor } ? Constructor : never;

/**
 * The typed client: `client.<feature>.<procedure>.query(input)`, `.mutate(input)` or `.subscribe(input, handlers)`. Calls made in the
 * same tick travel as one request. Nothing is opened before the first call, and only streams must be closed.
 */
export function createClient({ url, apiKey, fetch }: Connection): Client {
  const isNative = apiKey === undefined && fetch === undefined && 'EventSource' in globalThis;
  // its events have the same fields, only their classes differ
  const EventSource = isNative ? undefined : (PonyfilledEventSource as unknown as Source);
  return createTrpcClient({ url, apiKey, fetch, EventSource });
}
