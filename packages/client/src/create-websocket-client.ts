import type { AppRouter } from '@millrace/features';
import { createTRPCClient, createWSClient, httpLink, isNonJsonSerializable, splitLink, wsLink } from '@trpc/client';
import type { Client } from './client.ts';
import type { Connection } from './connection.ts';
import { authorization } from './connection.ts';

export type WebSocketClientOptions = Connection & {
  /** Where the platform has none, or to send headers such as a cookie. */
  WebSocket?: typeof globalThis.WebSocket;
};

/**
 * The client with everything but uploads over one WebSocket, which the first call opens. Its keep-alive holds it open, and a Node process
 * with it; the released package leaves it out for that reason.
 */
export function createWebSocketClient(options: WebSocketClientOptions): Client {
  const { apiKey, fetch = globalThis.fetch } = options;
  const client = createWSClient({
    // a browser reads an address without a host as its own, and knows that ws stands beside http
    url: `${options.url.replace(/^http/, 'ws')}/trpc`,
    lazy: { enabled: true, closeMs: 10_000 },
    keepAlive: { enabled: true },
    ...(options.WebSocket ? { WebSocket: options.WebSocket } : {}),
    ...(apiKey === undefined ? {} : { connectionParams: authorization(apiKey) }),
  });
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (operation) => isNonJsonSerializable(operation.input),
        true: httpLink({ url: `${options.url}/trpc`, fetch, headers: authorization(apiKey) }),
        false: wsLink({ client }),
      }),
    ],
  });
}
