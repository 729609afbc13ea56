import { draftStore, useDraftOf } from '../../../draft-store.ts';

const keyOf = (place: string) => `millrace.draft.${place}`;

const drafts = draftStore((place) => {
  try {
    return localStorage.getItem(keyOf(place)) ?? '';
  } catch {
    // storage is off: the draft lives as long as the page
    return '';
  }
});

export const readDraft = drafts.read;

export function writeDraft(place: string, text: string): void {
  drafts.write(place, text);
  try {
    if (text === '') localStorage.removeItem(keyOf(place));
    else localStorage.setItem(keyOf(place), text);
  } catch {
    // storage is full or off: the draft lives as long as the page
  }
}

/** An unsent text that survives reloads, shared by all its readers. */
export const useDraft = (place: string): string => useDraftOf(drafts, place);

/** Puts back text that could not be sent, after the current draft. */
export const putBack = (place: string, text: string): void =>
  writeDraft(place, [readDraft(place), text].filter(Boolean).join('\n\n'));
