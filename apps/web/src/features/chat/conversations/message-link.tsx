import { t } from '@lingui/core/macro';
import type { MessageView } from '@millrace/contract/chat/chat';
import { CopyButton } from '@millrace/ui/controls/copy-button';
import { notify } from '@millrace/ui/overlays/toast';
import { Link2 } from 'lucide-react';
import { queryClient, trpc } from '../../../trpc.ts';

/** The id of a message's element, the target of links to it. */
export const messageElementId = (messageId: string): string => `message-${messageId}`;

/** The URL of this conversation, opened at a message or a citation. */
export function linkTo(search: { message: string } | { cite: string }): string {
  const { origin, pathname } = window.location;
  return `${origin}${pathname}?${new URLSearchParams(search)}`;
}

/** Says so where a link opens nothing for anybody else. */
export function tellPrivateLink(conversationId: string): void {
  const conversation = queryClient.getQueryData(trpc.conversations.get.queryKey({ conversationId }));
  if (conversation?.visibility !== 'private') return;
  notify({ title: t`Only you can open this link`, detail: t`Share the chat to let others in the workspace open it.` });
}

type CopyProps = { message: Pick<MessageView, 'id' | 'conversationId'>; className?: string };

export const CopyMessageLink = ({ message: { id, conversationId }, className }: CopyProps) => (
  <CopyButton
    label={t`Copy link`}
    icon={Link2}
    className={className ?? ''}
    text={() => linkTo({ message: id })}
    onCopied={() => tellPrivateLink(conversationId)}
  />
);
