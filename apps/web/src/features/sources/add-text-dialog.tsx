import { zodResolver } from '@hookform/resolvers/zod';
import { createSourceInput } from '@millrace/contract/sources';
import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';
import { TextArea, TextField } from '@millrace/ui/field';
import { notify } from '@millrace/ui/toast';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';

type Props = { workspaceId: string; open: boolean; onOpenChange: (open: boolean) => void };

const textInput = createSourceInput.options[1];

export function AddTextDialog({ workspaceId, open, onOpenChange }: Props) {
  const defaultValues = { workspaceId, kind: 'text' as const, title: '', text: '' };
  const form = useForm({ resolver: zodResolver(textInput), defaultValues });
  const create = useMutation(
    trpc.sources.create.mutationOptions({
      onSuccess: () => {
        form.reset(defaultValues);
        onOpenChange(false);
        notify({ title: 'Text added' });
        return queryClient.invalidateQueries(trpc.sources.list.pathFilter());
      },
    }),
  );
  const { errors } = form.formState;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Add text"
      description="Paste notes, an e-mail, a clause: it becomes a source that answers can cite."
    >
      <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => create.mutate(values))}>
        <TextField label="Title" autoComplete="off" error={errors.title?.message} {...form.register('title')} />
        <TextArea label="Text" rows={8} error={errors.text?.message} {...form.register('text')} />
        <FormError error={create.error} />
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>Close</Button>
          <Button type="submit" variant="primary" pending={create.isPending}>
            Add text
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
