import { t } from '@lingui/core/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { afterAll, chosen } from '@millrace/contract/chat/chat-branch';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshMessages } from './use-answer.ts';

/** Shows a version immediately and, where it counts for everybody, saves that on the server. */
export function useShowVersion(kept: boolean): (message: MessageView) => void {
  const { mutate } = useMutation(
    trpc.chat.show.mutationOptions({ onError: tellFailure(t`The version shown was not saved`) }),
  );
  return ({ id: messageId, conversationId }) => {
    queryClient.setQueryData(
      trpc.chat.messages.queryKey({ conversationId }),
      // the reader may be in a branch that a link has opened one millisecond after everything chosen before
      (before) => before && chosen(before, messageId, afterAll(before, 2)),
    );
    if (kept) mutate({ messageId }, { onError: () => void refreshMessages(conversationId) });
  };
}
