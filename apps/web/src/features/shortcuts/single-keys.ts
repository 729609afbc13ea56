import { useSyncExternalStore } from 'react';

const key = 'millrace.single-keys';
const listeners = new Set<() => void>();
let on = localStorage.getItem(key) !== 'off';

export function setSingleKeys(value: boolean): void {
  on = value;
  localStorage.setItem(key, value ? 'on' : 'off');
  for (const listener of listeners) listener();
}

export const singleKeysOn = (): boolean => on;

export const useSingleKeys = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => on,
  );
