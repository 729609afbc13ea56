import type { ConversationView } from '@millrace/contract/chat';
import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';
import { TextField } from '@millrace/ui/field';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { queryClient, trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';

type Props = { conversation: ConversationView; open: boolean; onOpenChange: (open: boolean) => void };

export function RenameConversationDialog({ conversation, open, onOpenChange }: Props) {
  const [title, setTitle] = useState(conversation.title);
  const rename = useMutation(
    trpc.conversations.rename.mutationOptions({
      onSuccess: () => {
        onOpenChange(false);
        return queryClient.invalidateQueries(trpc.conversations.pathFilter());
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ conversationId: conversation.id, title });
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Rename chat">
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label="Title"
          maxLength={200}
          required
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <FormError error={rename.error} />
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
