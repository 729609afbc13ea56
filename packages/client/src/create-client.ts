import { maxBatchCalls } from '@millrace/contract/batch-calls';
import type { AppRouter } from '@millrace/features';
import {
  createTRPCClient,
  createWSClient,
  httpBatchLink,
  httpLink,
  httpSubscriptionLink,
  isNonJsonSerializable,
  splitLink,
  type TRPCLink,
  wsLink,
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
  /** Where the platform has none (Node before 24's flag). To send an API key it must take a `fetch` option. */
  EventSource?: EventSourceConstructor;
  /**
   * `websocket`: everything but octets travels over one WebSocket, both ways, opened with the first call. `sse`, the default: requests,
   * and server-sent events for streams. Both go on after the last event they received.
   */
  transport?: 'sse' | 'websocket';
  /** Where the platform has none, or to send headers such as a cookie. */
  WebSocket?: typeof globalThis.WebSocket;
};

export const authorization = (apiKey: string | undefined): Record<string, string> =>
  apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };

/**
 * The typed client of Millrace. Queries and mutations of one turn travel as one request, octet bodies go alone, subscriptions are
 * server-sent events that go on after the last event they received.
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
  if (options.transport === 'websocket') return clientOverWebSocket(options, httpLink(plain));
  return createTRPCClient<AppRouter>({
    links: [
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

function clientOverWebSocket(options: ClientOptions, octets: TRPCLink<AppRouter>): Client {
  const { apiKey } = options;
  // a browser reads an address without a host as its own, and knows that ws stands beside http
  const address = `${options.url.replace(/^http/, 'ws')}/trpc`;
  const client = createWSClient({
    url: address,
    // a socket that nobody uses is closed, and opened again with the next call
    lazy: { enabled: true, closeMs: 10_000 },
    keepAlive: { enabled: true },
    ...(options.WebSocket ? { WebSocket: options.WebSocket } : {}),
    ...(apiKey === undefined ? {} : { connectionParams: authorization(apiKey) }),
  });
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => isNonJsonSerializable(operation.input),
        true: octets,
        false: wsLink({ client }),
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
