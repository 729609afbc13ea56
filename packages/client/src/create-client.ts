import { createTRPCClient, httpSubscriptionLink, splitLink } from '@trpc/client';
import type { Client } from './client.ts';
import { authorization } from './connection.ts';
import { type AppRouter, type RequestOptions, requestLink } from './create-request-client.ts';

export type { AppRouter, Client };

/** The part of the EventSource constructor that subscriptions need; the `eventsource` package on npm fits. */
type EventSourceConstructor = typeof globalThis extends { EventSource: infer Constructor }
  ? Constructor
  : // biome-ignore lint/suspicious/noExplicitAny: without DOM types any ponyfill is let through, tRPC checks its shape
    any;

export type ClientOptions = RequestOptions & {
  /** Where the platform has none (Node without a flag). To send an API key it must take a `fetch` option. */
  EventSource?: EventSourceConstructor;
};

/**
 * The typed client of Millrace. Queries and mutations of one tick travel as one request, bodies of bytes travel alone, subscriptions are
 * server-sent events that continue after the last event they received.
 */
export function createClient(options: ClientOptions): Client {
  return createTRPCClient<AppRouter>({
    links: [
      ...(options.links ?? []),
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url: `${options.url}/trpc`,
          ...(options.EventSource ? { EventSource: options.EventSource } : {}),
          eventSourceOptions: () => subscriptionOptions(options),
        }),
        false: requestLink(options),
      }),
    ],
  });
}

/** A browser's EventSource cannot send headers, a ponyfill does it through its `fetch` option. */
function subscriptionOptions({ apiKey, fetch }: ClientOptions): object {
  if (apiKey === undefined && fetch === undefined) return {};
  const send = fetch ?? globalThis.fetch;
  return {
    fetch: (input: string | URL, init: RequestInit = {}) =>
      send(input, { ...init, headers: { ...(init.headers as Record<string, string>), ...authorization(apiKey) } }),
  };
}
