import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import type { ConversationSettings, MessageView } from '@millrace/contract/chat/chat';
import { shownBranch } from '@millrace/contract/chat/chat-branch';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { draftStore, useDraftOf } from '../../../draft-store.ts';
import { newId } from '../../../new-id.ts';
import { client, queryClient, trpc } from '../../../trpc.ts';
import { failureOf } from '../../errors/failure.ts';
import { useSessionExpired } from '../../errors/session-expiry.ts';
import { refreshMessages } from '../answer/use-answer.ts';
import { putBack } from './use-draft.ts';

/** A question that is being sent or was not sent. It belongs to where it was asked, whatever is shown meanwhile. */
export type UnsentQuestion = {
  /** The same over retries, so that they do not ask twice. */
  requestId: string;
  workspaceId: string;
  /** The conversation in which it was asked, or the workspace where it begins one. */
  place: string;
  /** Undefined until there is one. */
  conversationId: string | undefined;
  /** Of the conversation that it begins. */
  choices: ConversationSettings;
  /** The answer that it follows, where that is not the last one of the branch shown to everybody. */
  afterId: string | undefined;
  text: string;
  attachments: AttachmentView[];
  /** Why it was not sent; undefined while it is being sent. */
  error: unknown;
};

const unsent = draftStore<readonly UnsentQuestion[]>(() => []);

const change = ({ place, requestId }: UnsentQuestion, part: Partial<UnsentQuestion>) =>
  unsent.write(
    place,
    unsent.read(place).map((other) => (other.requestId === requestId ? { ...other, ...part } : other)),
  );
const drop = ({ place, requestId }: UnsentQuestion) =>
  unsent.write(
    place,
    unsent.read(place).filter((other) => other.requestId !== requestId),
  );

// a reload forgets them: the text of those that failed is put back in the box
window.addEventListener('pagehide', ({ persisted }) => {
  if (persisted) return;
  for (const place of unsent.keys())
    for (const { text, error } of unsent.read(place)) if (error !== undefined) putBack(place, text);
});

type Sent = { conversationId: string; messageId: string; answerId: string; runId: string };

/** Asks it, in a conversation that it begins where there is none. */
async function ask(question: UnsentQuestion): Promise<Sent> {
  const { workspaceId, choices, afterId, text, attachments, requestId } = question;
  const conversationId =
    question.conversationId ?? (await client.conversations.create.mutate({ workspaceId, choices })).id;
  // retries use the same one
  change(question, { conversationId });
  const attachmentIds = attachments.map(({ id }) => id);
  const sent = await client.chat.send.mutate({
    conversationId,
    text,
    afterId,
    attachmentIds,
    clientRequestId: requestId,
  });
  return { conversationId, ...sent };
}

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

/** The rows that the server has made by now, so that the answer's stream is watched without another round trip. */
function addRows({ text, attachments, afterId }: UnsentQuestion, sent: Sent): void {
  const { conversationId, messageId, answerId, runId } = sent;
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

type Options = Pick<UnsentQuestion, 'workspaceId' | 'place' | 'conversationId' | 'choices' | 'afterId'> & {
  /** The first question of a new chat has made this conversation; `here`: the reader still waits for it. */
  onConversation: (conversationId: string, here: boolean) => void;
};

/** Sends questions; `unsent` are those of this place that are being sent or failed. */
export function useSend({ onConversation, ...where }: Options) {
  const { place } = where;
  const questions = useDraftOf(unsent, place);
  const shown = useRef<string>(undefined);
  useEffect(() => {
    shown.current = place;
    return () => {
      shown.current = undefined;
    };
  }, [place]);
  const { mutate } = useMutation({
    mutationFn: ask,
    onSuccess: (sent, question) => {
      const { conversationId } = sent;
      addRows(question, sent);
      drop(question);
      if (question.place !== conversationId) onConversation(conversationId, question.place === shown.current);
      void refreshMessages(conversationId);
      void queryClient.invalidateQueries(trpc.conversations.pathFilter());
    },
    onError: (error, question) => change(question, { error }),
  });
  const expired = useSessionExpired();
  const sendAgain = useEffectEvent(() => {
    for (const question of unsent.read(place)) {
      if (question.error === undefined || failureOf(question.error).kind !== 'unauthenticated') continue;
      change(question, { error: undefined });
      mutate(question);
    }
  });
  useEffect(() => {
    // what was refused because nobody was signed in is sent once somebody is
    if (!expired && place) sendAgain();
  }, [expired, place]);
  return {
    unsent: questions,
    isSending: questions.some(({ error }) => error === undefined),
    send: (text: string, attachments: AttachmentView[] = []) => {
      const question = { ...where, requestId: newId(), text, attachments, error: undefined };
      unsent.write(place, [...unsent.read(place), question]);
      mutate(question);
    },
    retry: (question: UnsentQuestion) => {
      change(question, { error: undefined });
      mutate(question);
    },
    discard: drop,
  };
}
