import type { AppRouter } from '@millrace/client/create-client';
import type { TRPCLink } from '@trpc/client';
import { observable, type Unsubscribable } from '@trpc/server/observable';
import { useSyncExternalStore } from 'react';
import { failureOf } from './failure.ts';

const listeners = new Set<() => void>();
let waiting: ((confirmed: boolean) => void)[] = [];

const changed = () => {
  for (const listener of listeners) listener();
};

/** Whether something waits for the person to type their password. */
export const useConfirmationAsked = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting.length > 0,
  );

/** For the dialog: all that waits continues, or is given up. */
export function endConfirmation(confirmed: boolean): void {
  const all = waiting;
  waiting = [];
  changed();
  for (const resolve of all) resolve(confirmed);
}

const askToConfirm = () =>
  new Promise<boolean>((resolve) => {
    waiting = [...waiting, resolve];
    changed();
  });

/** Sends a request again once the person has confirmed that it is them, where the server asked for that. */
export const confirmationLink: TRPCLink<AppRouter> =
  () =>
  ({ next, op }) =>
    observable((observer) => {
      let sent: Unsubscribable;
      const send = (isSecond: boolean) => {
        sent = next(op).subscribe({
          next: (result) => observer.next(result),
          complete: () => observer.complete(),
          error: (error) => {
            if (isSecond || failureOf(error).reason !== 'session.confirm') return observer.error(error);
            void askToConfirm().then((confirmed) => (confirmed ? send(true) : observer.error(error)));
          },
        });
      };
      send(false);
      return () => sent.unsubscribe();
    });
