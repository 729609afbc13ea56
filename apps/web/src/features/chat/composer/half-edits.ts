import { readDraft, useDraft, writeDraft } from './use-draft.ts';

const placeOf = (id: string) => `edit.${id}`;

/** The unsaved edit of a text; '' for none. */
export const halfEdited = (id: string): string => readDraft(placeOf(id));

/** Whether a text has an unsaved edit. */
export const useIsHalfEdited = (id: string): boolean => useDraft(placeOf(id)) !== '';

/** Kept like a draft while the reader is on other pages. */
export const keepEdit = (id: string, text: string): void => writeDraft(placeOf(id), text);

/** To be called once it is saved or discarded. */
export const forgetEdit = (id: string): void => keepEdit(id, '');
