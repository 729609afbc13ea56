import type { ConversationView } from '@millrace/contract/chat/chat';
import { IconButton } from '@millrace/ui/button';
import { Menu, MenuItem } from '@millrace/ui/menu';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Download, Ellipsis, Pencil, Pin, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { queryClient, trpc } from '../../../trpc.ts';
import { tellFailure } from '../../errors/tell-failure.ts';
import { type ExportFormat, exportConversation } from './export-conversation.ts';
import { RenameConversationDialog } from './rename-conversation-dialog.tsx';

export const refreshConversations = () => queryClient.invalidateQueries(trpc.conversations.pathFilter());

/** What can be done with a chat; changing it takes the right to ask. */
export function ConversationMenu({ conversation, mayAsk }: { conversation: ConversationView; mayAsk: boolean }) {
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
  const pin = useMutation(
    trpc.conversations.pin.mutationOptions({
      onSuccess: refreshConversations,
      onError: tellFailure(conversation.pinned ? 'The chat was not unpinned' : 'The chat was not pinned'),
    }),
  );
  const download = (format: ExportFormat) =>
    void exportConversation(conversation, format).catch(tellFailure('The chat was not exported'));
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
        <MenuItem
          icon={<Pin aria-hidden className="size-4" />}
          onClick={() => pin.mutate({ conversationId, pinned: !conversation.pinned })}
        >
          {conversation.pinned ? 'Unpin' : 'Pin'}
        </MenuItem>
        <MenuItem icon={<Download aria-hidden className="size-4" />} onClick={() => download('markdown')}>
          Export as Markdown
        </MenuItem>
        <MenuItem icon={<Download aria-hidden className="size-4" />} onClick={() => download('json')}>
          Export as JSON
        </MenuItem>
        {mayAsk ? (
          <>
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
          </>
        ) : null}
      </Menu>
      {renaming ? <RenameConversationDialog conversation={conversation} onOpenChange={setRenaming} /> : null}
    </>
  );
}
