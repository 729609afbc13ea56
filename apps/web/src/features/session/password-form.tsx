import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { changePasswordInput, type UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { notify } from '@millrace/ui/overlays/toast';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { queryClient, trpc } from '../../trpc.ts';
import { DraftGuard } from '../drafts/draft-guard.tsx';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';
import { UsernameHint } from './username-hint.tsx';

const empty = { currentPassword: '', newPassword: '' };

/** A new password ends every other session. */
export function PasswordForm({ user }: { user: UserView }) {
  const form = useForm({ resolver: zodResolver(changePasswordInput), defaultValues: empty });
  const draft = useDraftForm(form, { place: { form: 'password' }, base: empty, secret: 'all' });
  const onSuccess = async () => {
    draft.discard();
    await queryClient.invalidateQueries(trpc.session.list.pathFilter());
    notify({ title: t`Password changed`, detail: t`You were signed out in all other browsers.` });
  };
  const change = useMutation(
    trpc.session.changePassword.mutationOptions({
      onSuccess,
      onError: (error) => showFieldErrors(error, ['currentPassword', 'newPassword'], form.setError),
    }),
  );
  const field = fieldOf(form);
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => change.mutate(input))}>
      <DraftGuard draft={draft} />
      <UsernameHint email={user.email} />
      <PasswordField label={t`Current password`} {...field('currentPassword')} autoComplete="current-password" />
      <PasswordField
        label={t`New password`}
        hint={t`At least 12 characters. Four unrelated words work well.`}
        {...field('newPassword')}
        autoComplete="new-password"
      />
      <FormError error={change.error} />
      <Button type="submit" pending={change.isPending}>
        <Trans>Change password</Trans>
      </Button>
    </form>
  );
}
