import { t } from '@lingui/core/macro';
import { checkQuestion } from '@millrace/contract/chat/question-text';
import { cn } from '@millrace/ui/class-names';
import { Button } from '@millrace/ui/controls/button';
import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { DraftNotice } from '../../drafts/draft-guard.tsx';
import { FormError } from '../../errors/error-card.tsx';
import { forgetEdit, halfEdited, keepEdit } from './half-edits.ts';

type Props = {
  /** What is edited. Unsaved text is kept until whoever saves it forgets it. */
  id: string;
  label: string;
  /** The text before editing. */
  text: string;
  /** Label of the button that saves. */
  save: string;
  note?: string;
  pending?: boolean;
  error?: unknown;
  className?: string;
  onSave: (text: string) => void;
  onEnd: () => void;
};

const lookOf = 'field-sizing-content block w-full resize-none border border-line-strong bg-surface text-base';
const focusLook = 'focus:border-accent focus:outline-2 focus:outline-accent';

/** A box that edits a text in place. Enter saves; Escape closes it and keeps what was typed as a draft. */
export function EditBox({
  id,
  label,
  text: before,
  save,
  note,
  pending = false,
  error,
  className,
  onSave,
  onEnd,
}: Props) {
  const noteId = useId();
  const [text, setText] = useState(() => halfEdited(id) || before);
  const [isRestored, setRestored] = useState(() => halfEdited(id) !== '');
  const checked = checkQuestion(text);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if ('text' in checked && !pending) onSave(checked.text);
  };
  const isDirty = text !== before;
  const discard = () => {
    forgetEdit(id);
    setRestored(false);
    setText(before);
  };
  const giveUp = () => {
    forgetEdit(id);
    onEnd();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onEnd();
    else if (event.key === 'Enter' && !event.shiftKey) submit();
    else return;
    // otherwise Escape would also stop the answer
    event.preventDefault();
  };
  return (
    <form onSubmit={submit} className="grow space-y-2">
      <DraftNotice draft={{ isRestored, isStale: false, discard }} />
      <textarea
        // biome-ignore lint/a11y/noAutofocus: it replaces the button that opened it
        autoFocus
        aria-label={label}
        dir="auto"
        aria-describedby={note && noteId}
        rows={1}
        value={text}
        onFocus={({ currentTarget: box }) => box.setSelectionRange(box.value.length, box.value.length)}
        onChange={({ target: { value } }) => {
          setText(value);
          keepEdit(id, value === before ? '' : value);
        }}
        onKeyDown={onKeyDown}
        className={cn(lookOf, focusLook, className)}
      />
      <FormError error={error} />
      {'fault' in checked && checked.fault ? (
        <p role="alert" className="text-bad text-sm">
          {checked.fault}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {note ? (
          <p id={noteId} className="grow text-muted text-sm">
            {note}
          </p>
        ) : null}
        <Button size="sm" onClick={giveUp}>
          {isDirty ? t`Discard changes` : t`Cancel`}
        </Button>
        <Button size="sm" type="submit" variant="primary" disabled={'fault' in checked} pending={pending}>
          {save}
        </Button>
      </div>
    </form>
  );
}
