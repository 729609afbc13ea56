import { useSyncExternalStore } from 'react';

/** Values by place that outlive the components which show them, until the page is reloaded. A place is a conversation, the workspace for a new one, or a text that is edited. */
export type PlaceStore<Value> = {
  /** Those that were read or written. */
  places: () => string[];
  read: (place: string) => Value;
  write: (place: string, value: Value) => void;
  subscribe: (listener: () => void) => () => void;
};

/** `initial` says what a place holds that nothing was written to. */
export function placeStore<Value>(initial: (place: string) => Value): PlaceStore<Value> {
  const values = new Map<string, Value>();
  const listeners = new Set<() => void>();
  return {
    places: () => [...values.keys()],
    read: (place) => {
      if (!values.has(place)) values.set(place, initial(place));
      return values.get(place) as Value;
    },
    write: (place, value) => {
      values.set(place, value);
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What a place holds now; renders again when that changes. */
export const usePlace = <Value>(store: PlaceStore<Value>, place: string): Value =>
  useSyncExternalStore(store.subscribe, () => store.read(place));
