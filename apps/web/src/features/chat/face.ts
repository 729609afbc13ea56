import { msg } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { createRoute, lazyRouteComponent, linkOptions } from '@tanstack/react-router';
import { MessageSquare, Plus } from 'lucide-react';
import { addressParams, matching, uuid } from '../../address-params.ts';
import type { Command, Listed } from '../../face.ts';
import { workspaceRoute } from '../../parent-routes.ts';
import { queryClient, trpc } from '../../trpc.ts';
import { keysOf } from '../shortcuts/shortcuts.ts';

const chatRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/chat/{-$conversationId}',
  /** The citation whose passage is open beside the talk, and the message at which it opens. */
  validateSearch: addressParams({ cite: matching(/^[\w-]+\.\d+$/), message: uuid }),
  // asked for while the page's code is on its way; the page itself shows what goes wrong
  loader: ({ params: { conversationId } }) => {
    if (conversationId) void queryClient.prefetchQuery(trpc.chat.messages.queryOptions({ conversationId }));
  },
  component: lazyRouteComponent(() => import('../../pages/chat-page.tsx'), 'ChatPage'),
});

const commands: readonly Command[] = [
  {
    label: msg`New chat`,
    icon: Plus,
    keys: keysOf('newChat'),
    link: ({ workspaceId }) =>
      linkOptions({
        to: '/w/$workspaceId/chat/{-$conversationId}',
        params: { workspaceId, conversationId: undefined },
      }),
  },
];

const listed: Listed = {
  heading: msg`Chats`,
  icon: MessageSquare,
  useItems: (at) => useQuery(trpc.conversations.list.queryOptions(at)).data?.items ?? [],
  link: ({ workspaceId, id }) =>
    linkOptions({ to: '/w/$workspaceId/chat/{-$conversationId}', params: { workspaceId, conversationId: id } }),
};

export const chatFace = {
  routes: [chatRoute],
  ...{ commands, listed },
};
