import type { MessageView } from '@millrace/contract/chat';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { refreshMessages } from './use-answer.ts';

/** The messages after `messageId` was chosen. A clock behind the server's must not make that an old choice. */
const chosen = (messages: MessageView[], messageId: string): MessageView[] => {
  const latest = Math.max(Date.now(), ...messages.map((message) => Date.parse(message.shownAt) + 1));
  const shownAt = new Date(latest).toISOString();
  return messages.map((message) => (message.id === messageId ? { ...message, shownAt } : message));
};

/** Shows a version at once and, where it is kept for all, tells the server. */
export function useShowVersion(kept: boolean): (message: MessageView) => void {
  const { mutate } = useMutation(trpc.chat.show.mutationOptions({ onError: tellFailure('The choice was not kept') }));
  return ({ id: messageId, conversationId }) => {
    queryClient.setQueryData(
      trpc.chat.messages.queryKey({ conversationId }),
      (before) => before && chosen(before, messageId),
    );
    if (kept) mutate({ messageId }, { onError: () => void refreshMessages(conversationId) });
  };
}
