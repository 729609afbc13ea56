import { type AppRouter, createRequestClient } from '@millrace/client/create-request-client';
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { createTRPCOptionsProxy, type TRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { failureOf } from './features/errors/failure.ts';
import { resendLink } from './features/errors/resend-refused.ts';
import { confirmationLink } from './features/errors/session-confirmation.ts';
import { sessionExpiry } from './features/errors/session-expiry.ts';

/** The page is served by the server it talks to. What it watches comes over `tabStreams`. */
export const client = createRequestClient({ url: '', links: [confirmationLink, resendLink] });

const onError = (error: unknown) => {
  const { kind, reason } = failureOf(error);
  // a wrong password is told by the form that asked for it
  if (kind === 'unauthenticated' && reason !== 'session.wrong') sessionExpiry.notice();
};

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && failureOf(error).retryable,
      retryDelay: (count, error) => failureOf(error).retryAfterMs ?? 600 * 2 ** count,
    },
    // a request that failed offline is told of at once, the person decides
    mutations: { networkMode: 'always' },
  },
});

export const trpc: TRPCOptionsProxy<AppRouter> = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
