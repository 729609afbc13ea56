import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ConversationView } from '@millrace/contract/chat/chat';
import { SearchField } from '@millrace/ui/controls/search-field';
import { useRowList } from '@millrace/ui/data/row-list';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useRef, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { useListKeys } from '../../shortcuts/use-list-keys.ts';
import { useChatRights } from './chat-rights.ts';
import { ConversationRow } from './conversation-row.tsx';

type Props = { workspaceId: string; onOpen?: () => void };

/** Longer lists get a search box. */
const fewEnough = 8;

/** The person's chats and those that others share, pinned ones first, then the most recently used; part of the sidebar. */
export function ConversationList({ workspaceId, onOpen }: Props) {
  const rightsIn = useChatRights(workspaceId);
  const [words, setWords] = useState('');
  const query = useDeferredValue(words.trim()) || undefined;
  const pins = useQuery(trpc.conversations.list.queryOptions({ workspaceId, pinned: true, limit: 200 }));
  const list = useInfiniteQuery({
    ...trpc.conversations.list.infiniteQueryOptions(
      // a search covers all chats, pinned ones too
      { workspaceId, query, pinned: query ? undefined : false },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useRowList();
  const marks = useListKeys({
    list: useRef(rows.handle),
    onFilter: () => rows.handle.element()?.querySelector('input')?.focus(),
    onClear: () => words !== '' && setWords(''),
  });
  if (list.isPending) return <Skeleton lines={4} label={t`Loading chats`} />;
  // the rest of the page reports the error; the sidebar only offers a retry
  if (list.isLoadingError) {
    return (
      <button
        type="button"
        onClick={() => void list.refetch()}
        className="px-2.5 py-1.5 text-start text-bad text-sm underline"
      >
        <Trans>Chats could not be loaded. Retry</Trans>
      </button>
    );
  }
  const pinned = query ? [] : (pins.data?.items ?? []);
  const others = list.data.pages.flatMap((page) => page.items);
  const count = pinned.length + others.length;
  if (count === 0 && !query)
    return (
      <p className="px-2.5 py-1.5 text-muted text-sm">
        <Trans>No chats yet</Trans>
      </p>
    );
  const row = (conversation: ConversationView) => (
    <ConversationRow key={conversation.id} rights={rightsIn(conversation)} {...{ conversation, workspaceId, onOpen }} />
  );
  return (
    <div ref={rows.attach} {...marks}>
      {count > fewEnough || words !== '' ? (
        // its focus ring needs room inside of what scrolls
        <div className="p-1 pb-2">
          <SearchField
            label={t`Find a chat`}
            hideLabel
            placeholder={t`Find a chat`}
            value={words}
            onChange={setWords}
            busy={list.isPlaceholderData}
          />
        </div>
      ) : null}
      {pinned.length > 0 ? (
        <ul aria-label={t`Pinned chats`} className="mb-1.5 space-y-px border-line border-b pb-1.5">
          {pinned.map(row)}
        </ul>
      ) : null}
      {query && others.length === 0 ? (
        <p role="status" className="px-2.5 py-1.5 text-muted text-sm">
          <Trans>No chats match.</Trans>
        </p>
      ) : null}
      <ul aria-label={t`Chats`} className="space-y-px">
        {others.map(row)}
        {list.hasNextPage ? (
          <li>
            <button
              type="button"
              onClick={() => void list.fetchNextPage()}
              className="w-full rounded-md px-2.5 py-1.5 text-start text-muted text-sm hover:bg-hover"
            >
              <Trans>Show older chats</Trans>
            </button>
          </li>
        ) : null}
      </ul>
    </div>
  );
}
