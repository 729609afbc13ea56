import { sendMessageInput } from '@millrace/contract/chat';
import { IconButton } from '@millrace/ui/button';
import { ArrowUp, ListPlus, Square } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { keysOf } from '../shortcuts/shortcuts.ts';
import { useDraft } from './use-draft.ts';

type Props = {
  /** Where the draft is kept: the conversation, or the workspace for a new one. */
  place: string;
  answering: boolean;
  sending: boolean;
  onSend: (text: string) => void;
  onStop: () => void;
  /** ↑ in the empty box. */
  onEditLast: () => void;
  ref: RefObject<HTMLTextAreaElement | null>;
};

const textInput = sendMessageInput.shape.text;

/** The question box. Enter sends, or lets the message wait while an answer is written; Shift+Enter makes a line, Escape stops the answer (a shortcut of the page). */
export function MessageForm({ place, answering, sending, onSend, onStop, onEditLast, ref }: Props) {
  const [draft, setDraft] = useDraft(place);
  const [fault, setFault] = useState('');
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (sending) return;
    const parsed = textInput.safeParse(draft);
    if (!parsed.success) {
      // an empty box is no fault worth words
      setFault(draft.trim() === '' ? '' : (parsed.error.issues[0]?.message ?? ''));
      return;
    }
    setFault('');
    setDraft('');
    onSend(parsed.data);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowUp' && draft === '') {
      event.preventDefault();
      onEditLast();
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      onSubmit={submit}
      className="mx-auto w-full max-w-3xl px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6"
      data-no-print
      data-composer
    >
      {fault ? (
        <p id="question-fault" role="alert" className="mb-1 px-1 text-bad text-sm">
          {fault}
        </p>
      ) : null}
      <div className="flex items-end gap-2 rounded-2xl border border-line-strong bg-surface p-2 pl-4 shadow-xs focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <textarea
          ref={ref}
          aria-label="Your question"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'question-fault' : 'question-keys'}
          placeholder="Ask your sources…"
          rows={1}
          value={draft}
          onChange={(event) => {
            setDraft(event.target.value);
            setFault('');
          }}
          onFocus={({ currentTarget: box }) => {
            // a restored draft is gone on with, not written in front of
            if (box.selectionEnd === 0) box.setSelectionRange(box.value.length, box.value.length);
          }}
          onKeyDown={onKeyDown}
          className="field-sizing-content max-h-[40dvh] min-h-9 grow resize-none bg-transparent py-1.5 text-field outline-none"
        />
        {answering ? (
          <IconButton
            label="Stop the answer"
            keys={keysOf('stop')}
            onClick={onStop}
            icon={<Square aria-hidden className="size-4 fill-current" />}
            className="bg-ink text-bg! hover:bg-ink! hover:text-bg!"
          />
        ) : null}
        {answering && draft.trim() === '' ? null : (
          <IconButton
            type="submit"
            label={answering ? 'Ask after this answer' : 'Send'}
            keys="Enter"
            disabled={sending || draft.trim() === ''}
            icon={answering ? <ListPlus aria-hidden className="size-5" /> : <ArrowUp aria-hidden className="size-5" />}
            className="bg-accent text-on-accent! hover:bg-accent-hover! hover:text-on-accent! disabled:bg-hover! disabled:text-muted! disabled:opacity-100!"
          />
        )}
      </div>
      <p id="question-keys" className="mt-1 hidden text-center text-muted text-xs sm:block">
        Enter sends, Shift+Enter starts a new line, ↑ edits the last question. Answers cite your sources; check what
        matters.
      </p>
    </form>
  );
}
