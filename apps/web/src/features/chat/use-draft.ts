import { useState } from 'react';

const keyOf = (place: string) => `millrace.draft.${place}`;

const read = (place: string): string => {
  try {
    return localStorage.getItem(keyOf(place)) ?? '';
  } catch {
    return '';
  }
};

/** An unsent text that outlives reloads. `place` is the conversation, or the workspace for a new one. */
export function useDraft(place: string): [string, (text: string) => void] {
  const [draft, setDraft] = useState({ place, text: read(place) });
  const current = draft.place === place ? draft : { place, text: read(place) };
  if (current !== draft) setDraft(current);
  const set = (text: string) => {
    setDraft({ place, text });
    try {
      if (text === '') localStorage.removeItem(keyOf(place));
      else localStorage.setItem(keyOf(place), text);
    } catch {
      // storage is full or off: the draft lives as long as the page
    }
  };
  return [current.text, set];
}
