import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let expired = false;

const set = (value: boolean) => {
  if (value === expired) return;
  expired = value;
  for (const listener of listeners) listener();
};

/** Whether the session has expired. A dialog over the page asks to sign in again; the page behind it keeps what was typed. */
export const sessionExpiry = {
  notice: () => set(true),
  over: () => set(false),
  /** Calls back whenever somebody has signed in again. Returns the function that unsubscribes. */
  onOver: (listener: () => void): (() => void) => {
    const heard = () => expired || listener();
    listeners.add(heard);
    return () => listeners.delete(heard);
  },
};

export const useSessionExpired = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => expired,
  );
