import { t } from '@lingui/core/macro';
import type { NextMessageView } from '@millrace/contract/chat/next-messages';
import { BareIconButton } from '@millrace/ui/controls/button';
import { MoveButton, moveByKeys } from '@millrace/ui/controls/move-button';
import { Pencil, X } from 'lucide-react';
import { useState } from 'react';
import { EditBox } from './edit-box.tsx';
import { useFocusBack } from './use-focus-back.ts';

type Props = {
  item: NextMessageView;
  at: number;
  last: boolean;
  mayAsk: boolean;
  onMove: (to: number) => void;
  onEdit: (text: string) => void;
  onRemove: () => void;
};

// no tooltips: they would cover the row above
const icon = 'size-4';

/** A queued question. Alt with an arrow key moves it, from any of its buttons. */
export function NextMessageRow({ item, at, last, mayAsk, onMove, onEdit, onRemove }: Props) {
  const [editing, setEditing] = useState(false);
  const editButton = useFocusBack(editing);
  if (editing) {
    const end = () => setEditing(false);
    const save = (text: string) => {
      end();
      onEdit(text);
    };
    return (
      <li className="py-1.5">
        <EditBox
          id={item.id}
          label={t`Queued question`}
          text={item.text}
          save={t`Save`}
          className="max-h-40 rounded-md px-3 py-1.5"
          onSave={save}
          onEnd={end}
        />
      </li>
    );
  }
  const move = { bare: true, size: 'sm', place: at, onMove: (by: -1 | 1) => onMove(at + by) } as const;
  const short = item.text.length > 40 ? `${item.text.slice(0, 37)}…` : item.text;
  return (
    <li onKeyDown={moveByKeys} className="flex items-center gap-0.5 py-0.5">
      <span className="min-w-0 grow truncate" title={item.text} dir="auto">
        {item.text}
      </span>
      {mayAsk ? (
        <>
          <MoveButton {...move} by={-1} label={t`Move up: ${short}`} title={t`Move up (Alt ↑)`} isEnd={at === 0} />
          <MoveButton {...move} by={1} label={t`Move down: ${short}`} title={t`Move down (Alt ↓)`} isEnd={last} />
          <BareIconButton
            ref={editButton}
            size="sm"
            label={t`Edit: ${short}`}
            title={t`Edit`}
            onClick={() => setEditing(true)}
            icon={<Pencil aria-hidden className={icon} />}
          />
          <BareIconButton
            size="sm"
            label={t`Remove: ${short}`}
            title={t`Remove`}
            onClick={onRemove}
            icon={<X aria-hidden className={icon} />}
          />
        </>
      ) : null}
    </li>
  );
}
