import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { createSourceInput } from '@millrace/contract/sources/sources';
import { Button } from '@millrace/ui/controls/button';
import { TextArea, TextField } from '@millrace/ui/controls/field';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useForm } from 'react-hook-form';
import { DraftGuard } from '../../drafts/draft-guard.tsx';
import { useDraftForm } from '../../drafts/use-draft-form.ts';
import { FormError } from '../../errors/error-card.tsx';
import { fieldOf } from '../../errors/field-of.ts';
import { useAddSource } from './use-add-source.ts';

type Props = { workspaceId: string; onClose: () => void };

const textInput = createSourceInput.options[1];

/** Asks for a text and its title, and adds it as a source. */
export function AddTextDialog({ workspaceId, onClose }: Props) {
  const base = { workspaceId, kind: 'text' as const, title: '', text: '' };
  const form = useForm({ resolver: zodResolver(textInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'add-text', workspaceId }, base });
  const close = () => draft.close(onClose);
  const adding = useAddSource(() => {
    draft.forget();
    onClose();
  });
  const field = fieldOf(form);
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t`Add text`}
      description={t`Paste notes, an email or a clause. The text becomes a source that answers can cite.`}
    >
      <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => adding.add(values))}>
        <DraftGuard draft={draft} />
        <TextField label={t`Title`} dir="auto" {...field('title')} />
        <TextArea label={t`Text`} rows={8} dir="auto" {...field('text')} />
        <FormError error={adding.error} />
        <DialogFooter>
          <Button onClick={close}>
            <Trans>Close</Trans>
          </Button>
          <Button type="submit" variant="primary" pending={adding.pending !== undefined}>
            <Trans>Add text</Trans>
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
