import { t } from '@lingui/core/macro';
import type { ConversationView } from '@millrace/contract/chat/chat';
import { RenameDialog } from '@millrace/ui/overlays/rename-dialog';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../../trpc.ts';
import { FormError } from '../../errors/error-card.tsx';

type Props = { conversation: ConversationView; onOpenChange: (open: boolean) => void };

export function RenameConversationDialog({ conversation: { id: conversationId, title }, onOpenChange }: Props) {
  const onSuccess = () => {
    onOpenChange(false);
    return queryClient.invalidateQueries(trpc.conversations.pathFilter());
  };
  const rename = useMutation(trpc.conversations.rename.mutationOptions({ onSuccess }));
  return (
    <RenameDialog
      title={t`Rename chat`}
      value={title}
      maxLength={200}
      pending={rename.isPending}
      error={<FormError error={rename.error} />}
      onRename={(next) => rename.mutate({ conversationId, title: next })}
      onOpenChange={onOpenChange}
    />
  );
}
