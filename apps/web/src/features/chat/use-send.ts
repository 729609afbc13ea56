import type { AttachmentView } from '@millrace/contract/attachments';
import type { ConversationChoices, MessageView } from '@millrace/contract/chat';
import { shownBranch } from '@millrace/contract/chat-branch';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { client, queryClient, trpc } from '../../trpc.ts';
import { newId } from './new-id.ts';
import { refreshMessages } from './use-answer.ts';

/** A question on its way. `requestId` stays the same over retries, so that none of them asks twice. */
export type PendingQuestion = { requestId: string; text: string; attachments: AttachmentView[]; error: unknown };
type Options = {
  workspaceId: string;
  conversationId: string | undefined;
  /** Of a chat that its first question begins. */
  choices: ConversationChoices;
  /** The answer that the next question follows, where it is not the last one of the branch that all see. */
  afterId: string | undefined;
  /** The first question of a new chat has made this conversation. */
  onConversation: (conversationId: string) => void;
};

const row = (part: Pick<MessageView, 'id' | 'conversationId' | 'role'> & Partial<MessageView>): MessageView => ({
  parentId: null,
  version: 1,
  content: '',
  reasoning: '',
  status: 'complete',
  error: null,
  citations: [],
  model: null,
  answeredBy: null,
  runId: null,
  author: null,
  attachments: [],
  rating: null,
  shownAt: new Date().toISOString(),
  createdAt: new Date().toISOString(),
  ...part,
});

type Sent = { messageId: string; answerId: string; runId: string };
type Asked = Pick<PendingQuestion, 'text' | 'attachments'> & { conversationId: string; afterId: string | undefined };

/** The rows that the server has made by now, so that the answer's stream is watched without another round trip. */
function addRows({ conversationId, text, attachments, afterId }: Asked, { messageId, answerId, runId }: Sent): void {
  const answer = row({
    id: answerId,
    conversationId,
    role: 'assistant',
    parentId: messageId,
    status: 'streaming',
    runId,
  });
  queryClient.setQueryData(trpc.chat.messages.queryKey({ conversationId }), (before) => {
    const messages = before ?? [];
    const parentId = afterId ?? shownBranch(messages).at(-1)?.shown.id ?? null;
    const question = row({ id: messageId, conversationId, role: 'user', parentId, content: text, attachments });
    return messages.some((message) => message.id === messageId) ? messages : [...messages, question, answer];
  });
}

/** Sends questions; the one that is on its way, or that failed, is `pending`. */
export function useSend({ workspaceId, conversationId, choices, afterId, onConversation }: Options) {
  const [pending, setPending] = useState<PendingQuestion>();
  const created = useRef<string>(undefined);
  const mutation = useMutation({
    mutationFn: async ({ requestId, text, attachments }: PendingQuestion) => {
      const target =
        conversationId ?? created.current ?? (await client.conversations.create.mutate({ workspaceId, choices })).id;
      created.current = target;
      const attachmentIds = attachments.map(({ id }) => id);
      const question = { conversationId: target, text, afterId, attachmentIds, clientRequestId: requestId };
      const sent = await client.chat.send.mutate(question);
      return { target, sent };
    },
    onSuccess: ({ target, sent }, { text, attachments }) => {
      created.current = undefined;
      addRows({ conversationId: target, text, attachments, afterId }, sent);
      setPending(undefined);
      if (conversationId === undefined) onConversation(target);
      void refreshMessages(target);
      void queryClient.invalidateQueries(trpc.conversations.pathFilter());
    },
    onError: (error, question) => setPending({ ...question, error }),
  });
  const start = (question: PendingQuestion) => {
    setPending(question);
    mutation.mutate(question);
  };
  return {
    pending,
    isSending: mutation.isPending,
    send: (text: string, attachments: AttachmentView[] = []) =>
      start({ requestId: newId(), text, attachments, error: undefined }),
    retry: () => pending && start({ ...pending, error: undefined }),
    discard: () => setPending(undefined),
  };
}
