import { t } from '@lingui/core/macro';
import type { ConversationSettings } from '@millrace/contract/chat/chat';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';

const usual: ConversationSettings = {};

/** The settings of a conversation; those of a new one are kept here until its first question. */
export function useConversationSettings(conversationId: string | undefined) {
  const [beginning, setBeginning] = useState(usual);
  const input = { conversationId: conversationId ?? '' };
  const stored = useQuery(trpc.conversations.get.queryOptions(input, { enabled: conversationId !== undefined }));
  const save = useMutation(
    trpc.conversations.setChoices.mutationOptions({
      onSettled: () => queryClient.invalidateQueries(trpc.conversations.get.queryFilter(input)),
      onError: tellFailure(t`The chat settings were not saved`),
    }),
  );
  return {
    choices: conversationId === undefined ? beginning : (stored.data?.choices ?? usual),
    choose(choices: ConversationSettings) {
      if (conversationId === undefined) return setBeginning(choices);
      queryClient.setQueryData(trpc.conversations.get.queryKey(input), (before) => before && { ...before, choices });
      save.mutate({ conversationId, choices });
    },
    /** The next new chat begins with the defaults. */
    forget: () => setBeginning(usual),
  };
}
