import { t } from '@lingui/core/macro';
import type { AttachmentView } from '@millrace/contract/attachments/attachments';
import type { MessageView } from '@millrace/contract/chat/chat';
import { contentWidth } from '@millrace/ui/layout/content-width';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useAttachments } from '../features/attachments/use-attachments.ts';
import { AnswerAnnouncer } from '../features/chat/answer/answer-announcer.tsx';
import { WhenTextIsHere } from '../features/chat/answer/answer-text.tsx';
import { useAnswerShortcuts } from '../features/chat/answer/use-answer-shortcuts.ts';
import { MessageForm } from '../features/chat/composer/message-form.tsx';
import { NextMessages } from '../features/chat/composer/next-messages.tsx';
import { ConversationSettingsBar } from '../features/chat/composer/settings-bar.tsx';
import { putBack } from '../features/chat/composer/use-draft.ts';
import { useNextMessages } from '../features/chat/composer/use-next-messages.ts';
import { useQuestionBox } from '../features/chat/composer/use-question-box.ts';
import { type UnsentQuestion, useSend } from '../features/chat/composer/use-send.ts';
import { useConversationSettings } from '../features/chat/composer/use-settings.ts';
import { ChatSharing } from '../features/chat/conversations/chat-sharing.tsx';
import { type Linked, MessageList } from '../features/chat/conversations/message-list.tsx';
import { UnsentQuestionView } from '../features/chat/conversations/question.tsx';
import { streamingAnswer, turnsOf } from '../features/chat/conversations/turns.ts';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { failureOf } from '../features/errors/failure.ts';
import { tellFailure } from '../features/errors/tell-failure.ts';
import { useShortcut } from '../features/shortcuts/use-shortcut.ts';
import { trpc } from '../trpc.ts';
import { ChatWelcome } from './chat-welcome.tsx';
import { isFirstPage, PageTitle } from './page-title.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

type MessagesQuery = {
  data: MessageView[] | undefined;
  isError: boolean;
  isLoadingError: boolean;
  error: unknown;
  refetch: () => Promise<unknown>;
};
type Props = {
  conversationId: string | undefined;
  query: MessagesQuery;
  /** The messages in the branch that a link has opened; `afterId`: its end, where the others see another branch. */
  messages: readonly MessageView[];
  afterId: string | undefined;
  linked: Linked;
};

const isWrittenAnswer = ({ role, content }: MessageView) => role === 'assistant' && content !== '';

export function ChatColumn({ conversationId, query, messages, afterId, linked }: Props) {
  const { workspace, may } = useWorkspace();
  const navigate = useNavigate({ from: '/w/$workspaceId/chat/{-$conversationId}' });
  const box = useRef<HTMLTextAreaElement>(null);
  const [edited, setEdited] = useState<{ id: string; fromBox: boolean }>();
  const editing = useMemo(
    () => ({
      id: edited?.id,
      start: (id: string) => setEdited({ id, fromBox: false }),
      end: () => {
        setEdited(undefined);
        // the focus returns to where it came from
        if (edited?.fromBox) box.current?.focus();
      },
    }),
    [edited],
  );
  const place = conversationId ?? workspace.id;
  const conversation = useQuery(
    trpc.conversations.get.queryOptions(
      { conversationId: conversationId ?? '' },
      { enabled: conversationId !== undefined },
    ),
  );
  const gone = query.isError && failureOf(query.error).kind === 'not-found';
  const { choices, choose, forget } = useConversationSettings(conversationId);
  const { unsent, isSending, send, retry, discard } = useSend({
    workspaceId: workspace.id,
    place,
    conversationId,
    afterId,
    choices,
    onConversation: (id, here) => {
      forget();
      if (here) begin(id);
      if (here) void navigate({ params: { conversationId: id }, search: {} });
    },
  });
  const queue = useNextMessages(conversationId);
  const attachments = useAttachments({ workspaceId: workspace.id, place });
  const live = streamingAnswer(messages);
  const ask = (text: string, files?: AttachmentView[]) => (live ? queue.add(text) : send(text, files));
  const { begin } = useQuestionBox({
    ...{ box, place, conversationId },
    mayAsk: may('analyst') && !gone,
    onAsked: ask,
    // a link decides where reading begins
    isFocused: () => conversationId === undefined || (isFirstPage() && !linked.message && !linked.cite),
  });
  const stop = useMutation(trpc.chat.stop.mutationOptions({ onError: tellFailure(t`The answer was not stopped`) }));
  const stopLive = () => {
    if (live === undefined) return false;
    stop.mutate({ answerId: live.id });
  };
  useShortcut('stop', stopLive);
  useShortcut('focusQuestion', () => box.current?.focus());
  const last = turnsOf(messages).at(-1)?.answer?.shown;
  useAnswerShortcuts(last, may('analyst'));
  // what was loaded before somebody made it private or deleted it is not shown any more
  const known = gone ? undefined : conversation.data;
  const title = conversationId === undefined ? (may('analyst') ? t`New chat` : t`Chats`) : (known?.title ?? t`Chat`);
  // messages loaded before stay when they cannot be loaded again
  const failed = gone || query.isLoadingError;
  const takeBack = (question: UnsentQuestion) => {
    putBack(place, question.text);
    attachments.restore(question.attachments);
    discard(question);
    box.current?.focus();
  };
  const loading = (
    <div className={contentWidth('reading', 'grow py-6')}>
      <Skeleton lines={6} label={t`Loading the chat`} />
    </div>
  );
  const isNew = conversationId === undefined && unsent.length === 0;
  return (
    <div className="flex min-w-0 grow flex-col">
      <header className="flex min-h-12 shrink-0 items-center justify-between gap-3 border-line border-b px-4 sm:px-6">
        <PageTitle title={title} className="truncate text-lg">
          <bdi>{title}</bdi>
        </PageTitle>
        {known ? <ChatSharing conversation={known} workspaceName={workspace.name} /> : null}
      </header>
      {isNew ? <ChatWelcome onAsk={send} /> : null}
      {!isNew && failed ? (
        <div className={contentWidth('reading', 'grow py-6')}>
          <ErrorCard
            error={query.error}
            title={gone ? t`Chat not found` : t`The chat could not be loaded`}
            onRetry={gone ? undefined : () => void query.refetch()}
          />
        </div>
      ) : null}
      {!isNew && !failed && query.data === undefined && unsent.length === 0 ? loading : null}
      {!isNew && !failed && (query.data || unsent.length > 0) ? (
        <WhenTextIsHere key={place} needed={messages.some(isWrittenAnswer)} fallback={loading}>
          <MessageList
            shared={known?.visibility === 'workspace'}
            mayAsk={may('analyst')}
            {...{ messages, editing, linked }}
          >
            {unsent.map((question) => (
              <UnsentQuestionView
                key={question.requestId}
                question={question}
                onRetry={() => retry(question)}
                onDiscard={() => takeBack(question)}
              />
            ))}
          </MessageList>
        </WhenTextIsHere>
      ) : null}
      <AnswerAnnouncer messages={messages} />
      <NextMessages
        key={`next ${place}`}
        place={place}
        queue={queue}
        mayAsk={may('analyst')}
        answering={live !== undefined}
        onGone={() => box.current?.focus()}
      />
      {may('analyst') && !gone ? (
        <ConversationSettingsBar workspaceId={workspace.id} choices={choices} onChoose={choose} />
      ) : null}
      {may('analyst') && !gone ? (
        <MessageForm
          place={place}
          answering={live !== undefined}
          sending={isSending}
          attachments={attachments}
          onSend={ask}
          onStop={stopLive}
          onEditLast={() => last?.parentId && setEdited({ id: last.parentId, fromBox: true })}
          ref={box}
        />
      ) : null}
    </div>
  );
}
