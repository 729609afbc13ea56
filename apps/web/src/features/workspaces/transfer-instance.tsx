import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { transferInstanceInput } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';
import { reloadSession } from '../session/use-session.ts';

const base = { email: '' };

/** Makes somebody else the owner of the instance. */
export function TransferInstance() {
  const form = useForm({ resolver: zodResolver(transferInstanceInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'transfer-instance' }, base });
  const onSuccess = async () => {
    draft.discard();
    await reloadSession();
    notify({ title: t`Instance transferred` });
  };
  const transfer = useMutation(
    trpc.session.transferInstance.mutationOptions({
      onSuccess,
      onError: (error) => showFieldErrors(error, ['email'], form.setError),
    }),
  );
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => transfer.mutate(input))}>
      <DraftGuard draft={draft} />
      <TextField
        label={t`E-mail of the new owner of this instance`}
        type="email"
        hint={t`They must have an account here. You keep yours and lose the rights of the owner.`}
        {...fieldOf(form)('email')}
      />
      <FormError error={transfer.error} />
      <Button type="submit" pending={transfer.isPending}>
        <Trans>Transfer instance</Trans>
      </Button>
    </form>
  );
}
