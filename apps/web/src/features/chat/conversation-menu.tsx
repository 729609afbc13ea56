import type { ConversationView } from '@millrace/contract/chat';
import { IconButton } from '@millrace/ui/button';
import { Menu, MenuItem } from '@millrace/ui/menu';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Ellipsis, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { queryClient, trpc } from '../../trpc.ts';
import { tellFailure } from '../errors/tell-failure.ts';
import { RenameConversationDialog } from './rename-conversation-dialog.tsx';

export const refreshConversations = () => queryClient.invalidateQueries(trpc.conversations.pathFilter());

export function ConversationMenu({ conversation }: { conversation: ConversationView }) {
  const { id: conversationId, title, workspaceId } = conversation;
  const [renaming, setRenaming] = useState(false);
  const shown = useParams({ strict: false });
  const navigate = useNavigate();
  const restore = useMutation(
    trpc.conversations.restore.mutationOptions({
      onSuccess: refreshConversations,
      onError: tellFailure('The chat was not restored'),
    }),
  );
  const remove = useMutation(
    trpc.conversations.delete.mutationOptions({
      onSuccess: async () => {
        const action = { label: 'Undo', onClick: () => restore.mutate({ conversationId }) };
        notify({ title: `“${title}” was deleted`, action });
        if (shown.conversationId === conversationId) {
          await navigate({
            to: '/w/$workspaceId/chat/{-$conversationId}',
            params: { workspaceId, conversationId: undefined },
          });
        }
        await queryClient.invalidateQueries(trpc.conversations.list.pathFilter());
      },
      onError: tellFailure('The chat was not deleted'),
    }),
  );
  const trigger = (
    <IconButton
      size="sm"
      label={`Actions for ${title}`}
      icon={<Ellipsis aria-hidden className="size-4" />}
      className="opacity-0 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 pointer-coarse:opacity-100"
    />
  );
  return (
    <>
      <Menu trigger={trigger} label={`Actions for ${title}`}>
        <MenuItem icon={<Pencil aria-hidden className="size-4" />} onClick={() => setRenaming(true)}>
          Rename
        </MenuItem>
        <MenuItem
          tone="bad"
          icon={<Trash2 aria-hidden className="size-4" />}
          onClick={() => remove.mutate({ conversationId })}
        >
          Delete
        </MenuItem>
      </Menu>
      {renaming ? <RenameConversationDialog conversation={conversation} open onOpenChange={setRenaming} /> : null}
    </>
  );
}
