import { t } from '@lingui/core/macro';
import type { ConversationView } from '@millrace/contract/chat/chat';
import { RenameDialog } from '@millrace/ui/overlays/rename-dialog';
import { useMutation } from '@tanstack/react-query';
import { queryClient, trpc } from '../../../trpc.ts';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftState } from '../../drafts/use-draft-state.ts';
import { FormError } from '../../errors/error-card.tsx';

type Props = { conversation: ConversationView; onOpenChange: (open: boolean) => void };

export function RenameConversationDialog({ conversation: { id: conversationId, title }, onOpenChange }: Props) {
  const [name, setName, draft] = useDraftState({
    place: { form: 'rename-chat', object: conversationId },
    base: title,
  });
  const onSuccess = () => {
    draft.forget();
    onOpenChange(false);
    return queryClient.invalidateQueries(trpc.conversations.pathFilter());
  };
  const rename = useMutation(trpc.conversations.rename.mutationOptions({ onSuccess }));
  return (
    <RenameDialog
      title={t`Rename chat`}
      value={name}
      onChange={setName}
      notice={<DraftGuard draft={draft} />}
      maxLength={200}
      pending={rename.isPending}
      error={<FormError error={rename.error} />}
      onRename={() => rename.mutate({ conversationId, title: name })}
      onOpenChange={onOpenChange}
    />
  );
}
