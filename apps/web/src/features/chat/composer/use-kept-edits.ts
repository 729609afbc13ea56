import { t } from '@lingui/core/macro';
import type { NextMessageView } from '@millrace/contract/chat/next-messages';
import { notify } from '@millrace/ui/overlays/toast';
import { useEffect, useEffectEvent, useRef } from 'react';
import { forgetEdit, halfEdited } from './half-edits.ts';
import { putBack } from './use-draft.ts';

/** A queued question may be asked or removed while somebody edits it: the edit then moves to the question box of the conversation, `place`. */
export function useKeptEdits(place: string, items: readonly NextMessageView[], onKept: () => void): void {
  const before = useRef(items);
  const keep = useEffectEvent((id: string) => {
    const text = halfEdited(id);
    if (text === '') return;
    forgetEdit(id);
    putBack(place, text);
    notify({ title: t`The question is no longer queued`, detail: t`Your edited text is in the question box.` });
    onKept();
  });
  useEffect(() => {
    const gone = before.current.filter(({ id }) => !items.some((item) => item.id === id));
    before.current = items;
    for (const { id } of gone) keep(id);
  }, [items]);
}
