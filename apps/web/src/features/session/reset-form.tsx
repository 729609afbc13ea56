import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { resetPasswordInput, type UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';
import { UsernameHint } from './username-hint.tsx';

type Props = { token: string; email: string; onReset: (user: UserView) => void };

/** Sets the password of the account that a reset link belongs to, and signs in. */
export function ResetForm({ token, email, onReset }: Props) {
  const form = useForm({ resolver: zodResolver(resetPasswordInput), defaultValues: { token, password: '' } });
  const reset = useMutation(
    trpc.session.resetPassword.mutationOptions({
      onSuccess: ({ user }) => onReset(user),
      onError: (error) => showFieldErrors(error, ['password'], form.setError),
    }),
  );
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => reset.mutate(values))}>
      <UsernameHint email={email} />
      <PasswordField
        label={t`New password`}
        hint={t`At least 12 characters. Four unrelated words work well.`}
        {...fieldOf(form)('password')}
        autoComplete="new-password"
      />
      <FormError error={reset.error} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={reset.isPending}>
        <Trans>Set password and sign in</Trans>
      </Button>
    </form>
  );
}
