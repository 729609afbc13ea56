import { maxBatchCalls } from '@millrace/contract/batch-calls';
import type { AppRouter } from '@millrace/features';
import {
  createTRPCClient,
  httpBatchLink,
  httpLink,
  isNonJsonSerializable,
  splitLink,
  type TRPCLink,
} from '@trpc/client';
import type { Client } from './client.ts';
import { authorization, type Connection } from './connection.ts';

export type { AppRouter, Client };

export type RequestOptions = Connection & {
  /** Steps that every call passes before it is sent, e.g. one that asks a person for their password when the server wants it. */
  links?: TRPCLink<AppRouter>[];
};

/** Queries and mutations of one tick travel as one request, bodies of bytes travel alone. */
export function requestLink({ url: origin, apiKey, fetch = globalThis.fetch }: Connection): TRPCLink<AppRouter> {
  const plain = { url: `${origin}/trpc`, fetch, headers: authorization(apiKey) };
  return splitLink<AppRouter>({
    condition: (operation) => isNonJsonSerializable(operation.input),
    true: httpLink(plain),
    // a batch's address names all its procedures; 2,000 characters pass every proxy
    false: httpBatchLink({ ...plain, maxURLLength: 2_000, maxItems: maxBatchCalls }),
  });
}

/** The client of `createClient` without its subscriptions, whose code is as large as the rest: for pages that have theirs elsewhere. */
export const createRequestClient = (options: RequestOptions): Client =>
  createTRPCClient<AppRouter>({ links: [...(options.links ?? []), requestLink(options)] });
