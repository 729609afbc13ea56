import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import { checkQuestion } from '@millrace/contract/chat/question-text';
import { IconButton } from '@millrace/ui/controls/button';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { ArrowUp, ListPlus, Square } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type RefObject, useState } from 'react';
import { AttachButton } from '../../attachments/attach-button.tsx';
import { AttachingList } from '../../attachments/attaching-list.tsx';
import type { Attachments } from '../../attachments/use-attachments.ts';
import { keysOf } from '../../shortcuts/shortcuts.ts';
import { droppedFiles } from '../../sources/uploads/dropped-files.ts';
import { useDraft, writeDraft } from './use-draft.ts';

type Props = {
  /** Where the draft is kept: the conversation, or the workspace for a new one. */
  place: string;
  answering: boolean;
  sending: boolean;
  /** Files of the question; those that are ready are sent with it. */
  attachments: Attachments;
  onSend: (text: string, attachments: AttachmentView[]) => void;
  onStop: () => void;
  /** ↑ in the empty box. */
  onEditLast: () => void;
  ref: RefObject<HTMLTextAreaElement | null>;
};

/** Why a question with these files cannot be sent. */
function faultOf(files: Attachments['files'], answering: boolean): string | undefined {
  if (files.length === 0) return undefined;
  if (answering) return t`Questions with files cannot be queued. Send this one when the current answer has ended.`;
  if (files.some(({ state }) => state === 'failed'))
    return t`A file could not be read. Remove it or attach another one.`;
  if (files.some(({ state }) => state !== 'ready'))
    return t`A file is still being processed. Wait a moment, then send again.`;
  return undefined;
}

/** The question box. Enter sends, or queues the question while an answer is written; Shift+Enter adds a line, Escape stops the answer (a shortcut of the page). */
export function MessageForm({ place, answering, sending, attachments, onSend, onStop, onEditLast, ref }: Props) {
  const draft = useDraft(place);
  const [fault, setFault] = useState('');
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (sending) return;
    const checked = checkQuestion(draft);
    // an empty box needs no error message
    if ('fault' in checked) return setFault(checked.fault);
    const problem = faultOf(attachments.files, answering);
    if (problem) return setFault(problem);
    setFault('');
    writeDraft(place, '');
    attachments.clear();
    onSend(
      checked.text,
      attachments.files.flatMap(({ view }) => view ?? []),
    );
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
      onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
      onDrop={(event) => {
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        void droppedFiles(event.dataTransfer).then(attachments.add);
      }}
      className={contentWidth('reading', 'pb-[max(0.75rem,env(safe-area-inset-bottom))]')}
      data-no-print
      data-composer
    >
      {fault ? (
        <p id="question-fault" role="alert" className="mb-1 px-1 text-bad text-sm">
          {fault}
        </p>
      ) : null}
      <AttachingList {...attachments} />
      <div className="flex items-end gap-1 rounded-2xl border border-line-strong bg-surface p-2 shadow-xs focus-within:border-accent focus-within:outline-2 focus-within:outline-accent">
        <AttachButton onFiles={attachments.add} />
        <textarea
          ref={ref}
          aria-label={t`Your question`}
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? 'question-fault' : 'question-keys'}
          placeholder={t`Ask your sources…`}
          rows={1}
          dir="auto"
          value={draft}
          onChange={(event) => {
            writeDraft(place, event.target.value);
            setFault('');
          }}
          onFocus={({ currentTarget: box }) => {
            // a restored draft is continued at its end
            if (box.selectionEnd === 0) box.setSelectionRange(box.value.length, box.value.length);
          }}
          onKeyDown={onKeyDown}
          onPaste={(event) => {
            const files = [...event.clipboardData.files];
            if (files.length === 0) return;
            event.preventDefault();
            attachments.add(files);
          }}
          className="field-sizing-content max-h-[40dvh] min-h-9 grow resize-none bg-transparent py-1.5 text-base outline-none placeholder:overflow-hidden placeholder:text-ellipsis placeholder:whitespace-nowrap"
        />
        {answering ? (
          <IconButton
            label={t`Stop the answer`}
            keys={keysOf('stop')}
            onClick={onStop}
            icon={<Square aria-hidden className="size-4 fill-current" />}
            className="bg-ink text-bg! hover:bg-ink! hover:text-bg!"
          />
        ) : null}
        {answering && draft.trim() === '' ? null : (
          <IconButton
            type="submit"
            label={answering ? t`Queue question` : t`Send`}
            keys="Enter"
            disabled={sending || draft.trim() === ''}
            icon={answering ? <ListPlus aria-hidden className="size-5" /> : <ArrowUp aria-hidden className="size-5" />}
            className="bg-accent text-on-accent! hover:bg-accent-hover! hover:text-on-accent! disabled:bg-hover! disabled:text-muted! disabled:opacity-100!"
          />
        )}
      </div>
      <p id="question-keys" className="mt-1 hidden text-balance text-center text-muted text-xs sm:block">
        <Trans>
          Press Enter to send, Shift+Enter for a new line, ↑ to edit the last question. Answers cite your sources; check
          important facts.
        </Trans>
      </p>
    </form>
  );
}
