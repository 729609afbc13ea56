import { keepText, readText, useText } from '../../drafts/kept-texts.ts';

export const readDraft = readText;

export const writeDraft = (place: string, text: string): void => void keepText(place, text);

/** An unsent text that survives reloads, shared by all its readers and by the tabs of a browser. */
export const useDraft = useText;

/** Puts back text that could not be sent, after the current draft. */
export const putBack = (place: string, text: string): void =>
  writeDraft(place, [readDraft(place), text].filter(Boolean).join('\n\n'));

/** What was typed in one place continues in another: a first question makes the conversation under the box. */
export function moveDraft(from: string, to: string): void {
  const text = readDraft(from);
  if (text === '') return;
  writeDraft(from, '');
  putBack(to, text);
}
