import { t } from '@lingui/core/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { useMutation } from '@tanstack/react-query';
import { trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { refreshMessages } from './use-answer.ts';

/** Actions on an answer that has ended; without one they do nothing. */
export function useAnswerActions(answer: MessageView | undefined) {
  const onSuccess = () => answer && refreshMessages(answer.conversationId);
  const goOn = useMutation(
    trpc.chat.continue.mutationOptions({ onSuccess, onError: tellFailure(t`The answer was not continued`) }),
  );
  const regenerate = useMutation(
    trpc.chat.regenerate.mutationOptions({ onSuccess, onError: tellFailure(t`The answer was not regenerated`) }),
  );
  return {
    busy: goOn.isPending || regenerate.isPending,
    goOn: () => answer && goOn.mutate({ answerId: answer.id }),
    regenerate: () => answer && regenerate.mutate({ answerId: answer.id }),
  };
}
