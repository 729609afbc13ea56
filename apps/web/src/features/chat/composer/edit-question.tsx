import { t } from '@lingui/core/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { newId } from '../../../new-id.ts';
import { trpc } from '../../../trpc.ts';
import { refreshMessages } from '../answer/use-answer.ts';
import { EditBox } from './edit-box.tsx';
import { forgetEdit } from './half-edits.ts';

/** The box that edits a question and asks it again. */
export function EditQuestion({ question, onEnd }: { question: MessageView; onEnd: () => void }) {
  const { id: messageId, conversationId, content } = question;
  // one id for all attempts, so that retries do not ask twice
  const [clientRequestId] = useState(newId);
  const edit = useMutation(
    trpc.chat.edit.mutationOptions({
      onSuccess: async () => {
        forgetEdit(messageId);
        await refreshMessages(conversationId);
        onEnd();
      },
    }),
  );
  return (
    <div className="ms-[15%]">
      <EditBox
        id={messageId}
        label={t`Edited question`}
        text={content}
        save={t`Ask again`}
        note={t`The original question keeps its answers.`}
        pending={edit.isPending}
        error={edit.error}
        className="max-h-[40dvh] rounded-2xl px-4 py-2.5"
        onSave={(text) => edit.mutate({ messageId, text, clientRequestId })}
        onEnd={onEnd}
      />
    </div>
  );
}
