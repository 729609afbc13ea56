import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { confirmSessionInput } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { endConfirmation } from '../errors/session-confirmation.ts';

const base = { password: '' };

/** Asks for the password before something that outlives the session is done; what asked for it then continues by itself. */
export function ConfirmDialog() {
  const form = useForm({ resolver: zodResolver(confirmSessionInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'confirm' }, base, secret: 'all' });
  const close = () => draft.close(() => endConfirmation(false));
  const onSuccess = () => {
    draft.forget();
    endConfirmation(true);
  };
  const confirm = useMutation(trpc.session.confirm.mutationOptions({ onSuccess }));
  return (
    <Dialog
      open
      onOpenChange={close}
      title={t`Confirm that it is you`}
      description={t`You last entered your password more than 10 minutes ago.`}
    >
      <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => confirm.mutate(values))}>
        <DraftGuard draft={draft} />
        <PasswordField label={t`Password`} {...fieldOf(form)('password')} autoComplete="current-password" />
        <FormError error={confirm.error} />
        <DialogFooter>
          <Button onClick={close}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" variant="primary" pending={confirm.isPending}>
            <Trans>Confirm</Trans>
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}
