import { sendMessageInput } from '@millrace/contract/chat';
import type { NextMessageView } from '@millrace/contract/next-messages';
import { BareIconButton, Button } from '@millrace/ui/button';
import { inputClass } from '@millrace/ui/field';
import { ArrowDown, ArrowUp, Pencil, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';

type Props = {
  item: NextMessageView;
  at: number;
  last: boolean;
  mayAsk: boolean;
  /** `action` names the button that was used. */
  onMove: (to: number, action: 'up' | 'down') => void;
  onEdit: (text: string) => void;
  onRemove: () => void;
};

// no tooltips: one would lie over the row above
const icon = 'size-4';

/** A message that waits. Alt with an arrow moves it, from any of its buttons. */
export function NextMessageRow({ item, at, last, mayAsk, onMove, onEdit, onRemove }: Props) {
  const [editing, setEditing] = useState(false);
  if (editing) {
    const end = (text?: string) => {
      setEditing(false);
      if (text !== undefined) onEdit(text);
    };
    return (
      <li className="py-1.5">
        <EditRow text={item.text} onEnd={end} />
      </li>
    );
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (event.key === 'ArrowUp') onMove(at - 1, 'up');
    else onMove(at + 1, 'down');
  };
  const short = item.text.length > 40 ? `${item.text.slice(0, 37)}…` : item.text;
  return (
    <li data-next={item.id} onKeyDown={onKeyDown} className="flex items-center gap-0.5 py-0.5">
      <span className="min-w-0 grow truncate" title={item.text}>
        {item.text}
      </span>
      {mayAsk ? (
        <>
          <BareIconButton
            size="sm"
            label={`Move up: ${short}`}
            title="Move up (Alt ↑)"
            data-action="up"
            aria-disabled={at === 0}
            onClick={() => onMove(at - 1, 'up')}
            icon={<ArrowUp aria-hidden className={icon} />}
          />
          <BareIconButton
            size="sm"
            label={`Move down: ${short}`}
            title="Move down (Alt ↓)"
            data-action="down"
            aria-disabled={last}
            onClick={() => onMove(at + 1, 'down')}
            icon={<ArrowDown aria-hidden className={icon} />}
          />
          <BareIconButton
            size="sm"
            label={`Edit: ${short}`}
            title="Edit"
            onClick={() => setEditing(true)}
            icon={<Pencil aria-hidden className={icon} />}
          />
          <BareIconButton
            size="sm"
            label={`Remove: ${short}`}
            title="Remove"
            onClick={onRemove}
            icon={<X aria-hidden className={icon} />}
          />
        </>
      ) : null}
    </li>
  );
}

function EditRow({ text: before, onEnd }: { text: string; onEnd: (text?: string) => void }) {
  const [text, setText] = useState(before);
  const parsed = sendMessageInput.shape.text.safeParse(text);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (parsed.success) onEnd(parsed.data);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onEnd();
    else if (event.key === 'Enter' && !event.shiftKey) submit();
    else return;
    event.preventDefault();
  };
  return (
    <form onSubmit={submit} className="flex flex-wrap justify-end gap-2">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that opened it
        autoFocus
        aria-label="The waiting message"
        rows={1}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className={`${inputClass} field-sizing-content h-auto max-h-40 resize-none py-1.5`}
      />
      <Button size="sm" onClick={() => onEnd()}>
        Cancel
      </Button>
      <Button size="sm" type="submit" variant="primary" disabled={!parsed.success}>
        Save
      </Button>
    </form>
  );
}
