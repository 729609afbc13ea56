import type { MessageView } from '@millrace/contract/chat/chat';
import { lazyPart } from '@millrace/ui/lazy-part';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Suspense } from 'react';
import { findCitation, walkCitations } from '../features/chat/citations/cite-param.ts';
import { turnsOf } from '../features/chat/conversations/turns.ts';
import { useLinkedBranch } from '../features/chat/conversations/use-linked-branch.ts';
import { useShortcut } from '../features/shortcuts/use-shortcut.ts';
import { trpc } from '../trpc.ts';
import { ChatColumn } from './chat-column.tsx';
import { useWorkspace } from './shell/use-workspace.ts';

const CitationPanel = lazyPart(
  async () => (await import('../features/chat/citations/citation-panel.tsx')).CitationPanel,
);
const none: MessageView[] = [];
const from = '/w/$workspaceId/chat/{-$conversationId}';

/** A conversation with the passage of the open citation beside it. */
export function ChatPage() {
  const { workspace } = useWorkspace();
  const { conversationId } = useParams({ from });
  const { cite, message } = useSearch({ from });
  const navigate = useNavigate({ from });
  const query = useQuery(
    trpc.chat.messages.queryOptions(
      { conversationId: conversationId ?? '' },
      { enabled: conversationId !== undefined },
    ),
  );
  const { messages, afterId } = useLinkedBranch(query.data ?? none, message ?? cite?.split('.')[0]);
  const open = findCitation(messages, cite);
  const answers = turnsOf(messages).flatMap(({ answer }) => (answer ? [answer.shown] : []));
  const show = (next: string | undefined) =>
    navigate({
      search: (before) => ({ ...before, cite: next }),
      replace: cite !== undefined && next !== undefined,
      resetScroll: false,
    });
  const walk = (step: 1 | -1) => {
    const next = walkCitations(answers, cite, step);
    if (next !== undefined) void show(next);
  };
  const close = () => {
    void show(undefined);
    // back to the citation, once the panel has closed
    const link = document.querySelector<HTMLElement>(`[data-cite="${cite}"]`);
    setTimeout(() => link?.focus({ preventScroll: true }));
  };
  useShortcut('nextCitation', () => walk(1));
  useShortcut('previousCitation', () => walk(-1));
  return (
    <div className="flex min-h-0 grow">
      <ChatColumn
        conversationId={conversationId}
        query={query}
        messages={messages}
        afterId={afterId}
        linked={{ message, cite }}
      />
      <Suspense>
        {open ? <CitationPanel workspaceId={workspace.id} open={open} onWalk={walk} onClose={close} /> : null}
      </Suspense>
    </div>
  );
}
