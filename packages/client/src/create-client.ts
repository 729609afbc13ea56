import { maxBatchCalls } from '@millrace/contract/batch-calls';
import type { AppRouter } from '@millrace/features';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  isNonJsonSerializable,
  splitLink,
  type TRPCLink,
} from '@trpc/client';
import type { Client } from './client.ts';
import type { Connection } from './connection.ts';

export type { AppRouter, Client };

/** The part of the EventSource constructor that subscriptions need; the `eventsource` package on npm fits. */
type EventSourceConstructor = typeof globalThis extends { EventSource: infer Constructor }
  ? Constructor
  : // biome-ignore lint/suspicious/noExplicitAny: without DOM types any ponyfill is let through, tRPC checks its shape
    any;

export type ClientOptions = Connection & {
  /** Where the platform has none (Node without a flag). To send an API key it must take a `fetch` option. */
  EventSource?: EventSourceConstructor;
  /** Steps that every call passes before it is sent, e.g. one that asks a person for their password when the server wants it. */
  links?: TRPCLink<AppRouter>[];
};

export const authorization = (apiKey: string | undefined): Record<string, string> =>
  apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };

/**
 * The typed client of Millrace. Queries and mutations of one tick travel as one request, bodies of bytes travel alone, subscriptions are
 * server-sent events that continue after the last event they received.
 */
export function createClient(options: ClientOptions): Client {
  const url = `${options.url}/trpc`;
  const { fetch = globalThis.fetch, apiKey } = options;
  const plain = { url, fetch, headers: authorization(apiKey) };
  const overHttp = splitLink<AppRouter>({
    condition: (operation) => isNonJsonSerializable(operation.input),
    true: httpLink(plain),
    // a batch's address names all its procedures; 2,000 characters pass every proxy
    false: httpBatchLink({ ...plain, maxURLLength: 2_000, maxItems: maxBatchCalls }),
  });
  return createTRPCClient<AppRouter>({
    links: [
      ...(options.links ?? []),
      splitLink({
        condition: (operation) => operation.type === 'subscription',
        true: httpSubscriptionLink({
          url,
          ...(options.EventSource ? { EventSource: options.EventSource } : {}),
          eventSourceOptions: () => subscriptionOptions(options),
        }),
        false: overHttp,
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
