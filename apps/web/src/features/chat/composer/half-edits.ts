import { readDraft, writeDraft } from './use-draft.ts';

const placeOf = (id: string) => `edit.${id}`;

/** What somebody has begun to write in place of a text, and not saved; '' for nothing. */
export const halfEdited = (id: string): string => readDraft(placeOf(id));

/** Kept like a draft, wherever the reader goes meanwhile. */
export const keepEdit = (id: string, text: string): void => writeDraft(placeOf(id), text);

/** To be called once it is saved, or given up. */
export const forgetEdit = (id: string): void => keepEdit(id, '');
