import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { changeEmailInput, type UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';
import { reloadSession } from './use-session.ts';

const base = { currentPassword: '', email: '' };

/** The address to sign in with. Where mail is set up, a new one counts after the link was opened that is sent there. */
export function EmailForm({ user }: { user: UserView }) {
  const form = useForm({ resolver: zodResolver(changeEmailInput), defaultValues: base });
  const draft = useDraftForm(form, { place: { form: 'email' }, base, secret: ['currentPassword'] });
  const change = useMutation(
    trpc.session.changeEmail.mutationOptions({
      onSuccess: async () => {
        draft.discard();
        await reloadSession();
      },
      onError: (error) => showFieldErrors(error, ['currentPassword', 'email'], form.setError),
    }),
  );
  const field = fieldOf(form);
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => change.mutate(input))}>
      <DraftGuard draft={draft} />
      <p className="text-sm">
        <Trans>
          Your current address: <bdi className="font-semibold">{user.email}</bdi>
        </Trans>
      </p>
      <TextField label={t`New e-mail address`} type="email" {...field('email')} autoComplete="email" />
      <PasswordField label={t`Your password`} {...field('currentPassword')} autoComplete="current-password" />
      <FormError error={change.error} />
      {change.data ? (
        <p role="status" className="rounded-md bg-sunken px-3 py-2 text-sm">
          {change.data.confirmed ? (
            <Trans>
              You now sign in with <bdi className="font-semibold">{change.data.email}</bdi>.
            </Trans>
          ) : (
            <Trans>
              Open the link that was sent to <bdi className="font-semibold">{change.data.email}</bdi>. Until then your
              address stays as it is.
            </Trans>
          )}
        </p>
      ) : null}
      <Button type="submit" pending={change.isPending}>
        <Trans>Change address</Trans>
      </Button>
    </form>
  );
}
