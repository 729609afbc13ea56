import type { MessageView } from '@millrace/contract/chat/chat';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshMessages } from './use-answer.ts';

/** What can be done with an answer that has ended; without one it does nothing. */
export function useAnswerActions(answer: MessageView | undefined) {
  const onSuccess = () => answer && refreshMessages(answer.conversationId);
  const goOn = useMutation(
    trpc.chat.continue.mutationOptions({ onSuccess, onError: tellFailure('The answer could not go on') }),
  );
  const regenerate = useMutation(
    trpc.chat.regenerate.mutationOptions({ onSuccess, onError: tellFailure('No new answer was started') }),
  );
  return {
    busy: goOn.isPending || regenerate.isPending,
    goOn: () => answer && goOn.mutate({ answerId: answer.id }),
    regenerate: () => answer && regenerate.mutate({ answerId: answer.id }),
  };
}
