import { useSyncExternalStore } from 'react';

/** Values by key that outlive the components which show them, until the page is reloaded. A key is a conversation, the workspace for a new one, or a text that is edited. */
export type DraftStore<Value> = {
  /** Those that were read or written. */
  keys: () => string[];
  read: (key: string) => Value;
  write: (key: string, value: Value) => void;
  subscribe: (listener: () => void) => () => void;
};

/** `initial` says what a key holds that nothing was written to. */
export function draftStore<Value>(initial: (key: string) => Value): DraftStore<Value> {
  const values = new Map<string, Value>();
  const listeners = new Set<() => void>();
  return {
    keys: () => [...values.keys()],
    read: (key) => {
      if (!values.has(key)) values.set(key, initial(key));
      return values.get(key) as Value;
    },
    write: (key, value) => {
      values.set(key, value);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a key holds now; renders again when that changes. */
export const useDraftOf = <Value>(store: DraftStore<Value>, key: string): Value =>
  useSyncExternalStore(store.subscribe, () => store.read(key));
