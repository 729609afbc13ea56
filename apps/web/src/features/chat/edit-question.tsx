import { type MessageView, sendMessageInput } from '@millrace/contract/chat';
import { Button } from '@millrace/ui/button';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { newId } from '../../new-id.ts';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { refreshMessages } from './use-answer.ts';

const textInput = sendMessageInput.shape.text;

/** The box in which a question is put in other words. */
export function EditQuestion({ question, onEnd }: { question: MessageView; onEnd: () => void }) {
  const { id: messageId, conversationId, content } = question;
  const [text, setText] = useState(content);
  // one id for all tries, so that none of them asks twice
  const [clientRequestId] = useState(newId);
  const edit = useMutation(
    trpc.chat.edit.mutationOptions({
      onSuccess: async () => {
        await refreshMessages(conversationId);
        onEnd();
      },
    }),
  );
  const parsed = textInput.safeParse(text);
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (parsed.success && !edit.isPending) edit.mutate({ messageId, text: parsed.data, clientRequestId });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onEnd();
    else if (event.key === 'Enter' && !event.shiftKey) submit();
    else return;
    // Escape would stop the answer, too
    event.preventDefault();
  };
  return (
    <form onSubmit={submit} className="ml-[15%] space-y-2">
      <textarea
        // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that opened it
        autoFocus
        aria-label="Your question in other words"
        aria-describedby={`${messageId}-note`}
        value={text}
        onFocus={({ currentTarget: box }) => box.setSelectionRange(box.value.length, box.value.length)}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content block max-h-[40dvh] w-full resize-none rounded-2xl border border-line-strong bg-surface px-4 py-2.5 text-field focus:border-accent focus:outline-2 focus:outline-accent"
      />
      <FormError error={edit.error} />
      {parsed.success || text.trim() === '' ? null : (
        <p role="alert" className="text-bad text-sm">
          {parsed.error.issues[0]?.message}
        </p>
      )}
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p id={`${messageId}-note`} className="grow text-muted text-sm">
          The old question keeps its answers.
        </p>
        <Button size="sm" onClick={onEnd}>
          Cancel
        </Button>
        <Button size="sm" type="submit" variant="primary" disabled={!parsed.success} pending={edit.isPending}>
          Ask again
        </Button>
      </div>
    </form>
  );
}
