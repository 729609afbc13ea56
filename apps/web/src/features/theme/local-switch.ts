import { useSyncExternalStore } from 'react';

/** A switch whose state is stored in this browser. */
export type LocalSwitch = { set: (on: boolean) => void; isOn: () => boolean; use: () => boolean };

/** `key` is its name in the storage; `initially` is its state until it is set. */
export function localSwitch(key: string, initially: boolean): LocalSwitch {
  const listeners = new Set<() => void>();
  let on = initially;
  try {
    const stored = localStorage.getItem(key);
    if (stored !== null) on = stored === 'on';
  } catch {
    // without storage the choice lasts as long as the page
  }
  const isOn = () => on;
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    isOn,
    set: (value) => {
      on = value;
      try {
        localStorage.setItem(key, value ? 'on' : 'off');
      } catch {
        // as above
      }
      for (const listener of listeners) listener();
    },
    use: () => useSyncExternalStore(subscribe, isOn),
  };
}
