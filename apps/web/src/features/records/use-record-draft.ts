import type { RecordView } from '@millrace/contract/records/records';
import { useState } from 'react';
import { placeOf } from '../drafts/draft-values.ts';
import { keepText, useText } from '../drafts/kept-texts.ts';

/** A text that is being edited, and its version when editing began. */
export type RecordDraft = { version: number; title: string; text: string; isRestored: boolean };

type Editable = Pick<RecordView, 'id' | 'version' | 'title' | 'text'>;

function parse(kept: string): RecordDraft | undefined {
  try {
    const draft = kept === '' ? undefined : (JSON.parse(kept) as Partial<RecordDraft>);
    const { version, title, text } = draft ?? {};
    const isWhole = typeof version === 'number' && typeof title === 'string' && typeof text === 'string';
    return isWhole ? { version, title, text, isRestored: true } : undefined;
  } catch {
    return undefined;
  }
}

/** The draft of one record: undefined while its text is only read. What was typed opens the form again, on the next visit too. */
export function useRecordDraft({ id, version, title, text }: Editable, mayEdit: boolean) {
  const place = placeOf({ form: 'record', object: id });
  const kept = parse(useText(place));
  const [isOpen, setOpen] = useState(false);
  // what was there before this visit is a draft to be announced
  const [isRestored, setRestored] = useState(kept !== undefined);
  const clean = { version, title, text, isRestored: false };
  const draft = kept ? { ...kept, isRestored } : isOpen ? clean : undefined;
  return {
    draft: mayEdit ? draft : undefined,
    begin: () => setOpen(true),
    change: (next: Omit<RecordDraft, 'isRestored'>) => {
      setOpen(true);
      const isTyped = next.title !== title || next.text !== text;
      keepText(place, isTyped ? JSON.stringify(next) : '');
    },
    end: () => {
      setOpen(false);
      setRestored(false);
      keepText(place, '');
    },
  };
}
