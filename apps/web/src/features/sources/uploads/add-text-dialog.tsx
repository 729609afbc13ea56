import { zodResolver } from '@hookform/resolvers/zod';
import { createSourceInput } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/button';
import { Dialog, DialogFooter } from '@millrace/ui/dialog';
import { TextArea, TextField } from '@millrace/ui/field';
import { useForm } from 'react-hook-form';
import { FormError } from '../../errors/error-card.tsx';
import { fieldOf } from '../../errors/field-of.ts';
import { useAddSource } from './use-add-source.ts';

type Props = { workspaceId: string; onClose: () => void };

const textInput = createSourceInput.options[1];

/** Asks for a text and its title. */
export function AddTextDialog({ workspaceId, onClose }: Props) {
  const form = useForm({
    resolver: zodResolver(textInput),
    defaultValues: { workspaceId, kind: 'text' as const, title: '', text: '' },
  });
  const adding = useAddSource(onClose);
  const field = fieldOf(form);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add text"
      description="Paste notes, an e-mail, a clause: it becomes a source that answers can cite."
    >
      <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => adding.add(values))}>
        <TextField label="Title" {...field('title')} />
        <TextArea label="Text" rows={8} {...field('text')} />
        <FormError error={adding.error} />
        <DialogFooter>
          <Button onClick={onClose}>Close</Button>
          <Button type="submit" variant="primary" pending={adding.pending !== undefined}>
            Add text
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
