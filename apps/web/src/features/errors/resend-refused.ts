import type { AppRouter } from '@millrace/client/create-client';
import type { TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { failureOf } from './failure.ts';

/** How often a change is sent again before the person is asked to do it. */
const mostTries = 3;
const waitMs = 2_000;

/**
 * Sends a change again that was refused because too much of the person was running. Such a refusal comes before anything is done, so it is
 * safe. Queries are sent again by their cache.
 */
export const resendLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) => {
      let sent: Unsubscribable;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const send = (triesLeft: number) => {
        sent = next(op).subscribe({
          next: (result) => observer.next(result),
          complete: () => observer.complete(),
          error: (error) => {
            const { reason, retryAfterMs = waitMs } = failureOf(error);
            const mayResend = op.type === 'mutation' && reason.startsWith('budgets.') && triesLeft > 0;
            if (!mayResend || op.signal?.aborted) return observer.error(error);
            timer = setTimeout(() => send(triesLeft - 1), retryAfterMs);
          },
        });
      };
      send(mostTries);
      return () => {
        clearTimeout(timer);
        sent.unsubscribe();
      };
    });
