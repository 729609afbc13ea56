import { Skeleton } from '@millrace/ui/spinner';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { trpc } from '../../trpc.ts';
import { ConversationMenu } from './conversation-menu.tsx';

type Props = { workspaceId: string; mayAsk: boolean; onOpen?: () => void };

/** Chats of the workspace, the latest used first; part of the sidebar. */
export function ConversationList({ workspaceId, mayAsk, onOpen }: Props) {
  const list = useInfiniteQuery(
    trpc.conversations.list.infiniteQueryOptions(
      { workspaceId },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  if (list.isPending) return <Skeleton lines={4} label="Loading chats" />;
  // the rest of the page says what is wrong; the sidebar only offers another try
  if (list.isError) {
    return (
      <button
        type="button"
        onClick={() => void list.refetch()}
        className="px-2.5 py-1.5 text-left text-bad text-sm underline"
      >
        Chats could not be loaded. Retry
      </button>
    );
  }
  const conversations = list.data.pages.flatMap((page) => page.items);
  if (conversations.length === 0) return <p className="px-2.5 py-1.5 text-muted text-sm">Chats will be listed here.</p>;
  return (
    <ul aria-label="Chats" className="space-y-px">
      {conversations.map((conversation) => (
        <li key={conversation.id} className="group relative">
          <Link
            to="/w/$workspaceId/chat/{-$conversationId}"
            params={{ workspaceId, conversationId: conversation.id }}
            onClick={onOpen}
            title={conversation.title}
            activeOptions={{ includeSearch: false }}
            activeProps={{ className: 'bg-hover font-medium', 'aria-current': 'page' }}
            className="block truncate rounded-md py-1.5 pr-9 pl-2.5 text-sm hover:bg-hover"
          >
            {conversation.title}
          </Link>
          {mayAsk ? (
            <span className="absolute top-0.5 right-1">
              <ConversationMenu conversation={conversation} />
            </span>
          ) : null}
        </li>
      ))}
      {list.hasNextPage ? (
        <li>
          <button
            type="button"
            onClick={() => void list.fetchNextPage()}
            className="w-full rounded-md px-2.5 py-1.5 text-left text-muted text-sm hover:bg-hover"
          >
            Older chats
          </button>
        </li>
      ) : null}
    </ul>
  );
}
