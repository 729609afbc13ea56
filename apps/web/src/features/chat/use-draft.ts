import { useSyncExternalStore } from 'react';

const keyOf = (place: string) => `millrace.draft.${place}`;
const drafts = new Map<string, string>();
const listeners = new Set<() => void>();

function read(place: string): string {
  const known = drafts.get(place);
  if (known !== undefined) return known;
  let text = '';
  try {
    text = localStorage.getItem(keyOf(place)) ?? '';
  } catch {
    // storage is off: the draft lives as long as the page
  }
  drafts.set(place, text);
  return text;
}

function write(place: string, text: string): void {
  drafts.set(place, text);
  try {
    if (text === '') localStorage.removeItem(keyOf(place));
    else localStorage.setItem(keyOf(place), text);
  } catch {
    // storage is full or off: the draft lives as long as the page
  }
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** An unsent text that outlives reloads, the same for all who ask for it. `place` is the conversation, or the workspace for a new one. */
export function useDraft(place: string): [string, (text: string) => void] {
  const text = useSyncExternalStore(subscribe, () => read(place));
  return [text, (next) => write(place, next)];
}

/** Puts back what could not be sent, unless something else was begun meanwhile. */
export const putBack = (place: string, text: string): void => {
  if (read(place) === '') write(place, text);
};
