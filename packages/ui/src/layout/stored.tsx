import { useState } from 'react';

/** A state that this browser remembers under `key`; without storage it lasts as long as the page. Values must survive JSON. */
export function useStored<Value>(key: string, initial: Value): readonly [Value, (value: Value) => void] {
  const name = `millrace.${key}`;
  const [state, setState] = useState({ name, value: read(name, initial) });
  const shown = state.name === name ? state : { name, value: read(name, initial) };
  if (shown !== state) setState(shown);
  const set = (value: Value) => {
    setState({ name, value });
    try {
      localStorage.setItem(name, JSON.stringify(value));
    } catch {
      // as above
    }
  };
  return [shown.value, set];
}

function read<Value>(name: string, initial: Value): Value {
  try {
    const stored = localStorage.getItem(name);
    const value: unknown = stored === null ? undefined : JSON.parse(stored);
    // what another version wrote in another shape is ignored
    const isAlike =
      typeof value === typeof initial && value !== null && Array.isArray(value) === Array.isArray(initial);
    return isAlike ? (value as Value) : initial;
  } catch {
    return initial;
  }
}
