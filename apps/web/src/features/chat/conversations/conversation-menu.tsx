import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ConversationView } from '@millrace/contract/chat/chat';
import { IconButton } from '@millrace/ui/controls/button';
import { Menu, MenuItem } from '@millrace/ui/controls/menu';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Download, Ellipsis, Pencil, Pin, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { queryClient, trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { type ExportFormat, exportConversation } from './export-conversation.ts';
import { RenameConversationDialog } from './rename-conversation-dialog.tsx';

export const refreshConversations = () => queryClient.invalidateQueries(trpc.conversations.pathFilter());

/** Actions on a chat; its author and owners of the workspace may change it. */
export function ConversationMenu({ conversation, mayChange }: { conversation: ConversationView; mayChange: boolean }) {
  const { id: conversationId, title, workspaceId } = conversation;
  const [renaming, setRenaming] = useState(false);
  const shown = useParams({ strict: false });
  const navigate = useNavigate();
  const restore = useMutation(
    trpc.conversations.restore.mutationOptions({
      onSuccess: refreshConversations,
      onError: tellFailure(t`The chat was not restored`),
    }),
  );
  const remove = useMutation(
    trpc.conversations.delete.mutationOptions({
      onSuccess: async () => {
        const action = { label: t`Undo`, onClick: () => restore.mutate({ conversationId }) };
        notify({ title: t`“${title}” deleted`, action });
        if (shown.conversationId === conversationId) {
          await navigate({
            to: '/w/$workspaceId/chat/{-$conversationId}',
            params: { workspaceId, conversationId: undefined },
          });
        }
        await queryClient.invalidateQueries(trpc.conversations.list.pathFilter());
      },
      onError: tellFailure(t`The chat was not deleted`),
    }),
  );
  const pin = useMutation(
    trpc.conversations.pin.mutationOptions({
      onSuccess: refreshConversations,
      onError: tellFailure(conversation.pinned ? t`The chat was not unpinned` : t`The chat was not pinned`),
    }),
  );
  const download = (format: ExportFormat) =>
    void exportConversation(conversation, format).catch(tellFailure(t`The chat was not exported`));
  const trigger = (
    <IconButton
      size="sm"
      label={t`Actions for ${title}`}
      icon={<Ellipsis aria-hidden className="size-4" />}
      className="opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 touch:opacity-100"
    />
  );
  return (
    <>
      <Menu trigger={trigger} label={t`Actions for ${title}`}>
        <MenuItem
          icon={<Pin aria-hidden className="size-4" />}
          onClick={() => pin.mutate({ conversationId, pinned: !conversation.pinned })}
        >
          {conversation.pinned ? t`Unpin` : t`Pin`}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden className="size-4" />} onClick={() => download('markdown')}>
          <Trans>Export as Markdown</Trans>
        </MenuItem>
        <MenuItem icon={<Download aria-hidden className="size-4" />} onClick={() => download('json')}>
          <Trans>Export as JSON</Trans>
        </MenuItem>
        {mayChange ? (
          <>
            <MenuItem icon={<Pencil aria-hidden className="size-4" />} onClick={() => setRenaming(true)}>
              <Trans>Rename</Trans>
            </MenuItem>
            <MenuItem
              tone="bad"
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={() => remove.mutate({ conversationId })}
            >
              <Trans>Delete</Trans>
            </MenuItem>
          </>
        ) : null}
      </Menu>
      {renaming ? <RenameConversationDialog conversation={conversation} onOpenChange={setRenaming} /> : null}
    </>
  );
}
