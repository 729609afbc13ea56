import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { signInInput, type UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';

type Props = { email?: string; onSignedIn: (user: UserView) => void };

export function SignInForm({ email = '', onSignedIn }: Props) {
  const form = useForm({ resolver: zodResolver(signInInput), defaultValues: { email, password: '' } });
  const signIn = useMutation(trpc.session.signIn.mutationOptions({ onSuccess: ({ user }) => onSignedIn(user) }));
  const field = fieldOf(form);
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => signIn.mutate(values))}>
      <TextField label={t`E-mail`} type="email" {...field('email')} autoComplete="username" />
      <PasswordField label={t`Password`} {...field('password')} autoComplete="current-password" />
      <FormError error={signIn.error} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={signIn.isPending}>
        <Trans>Sign in</Trans>
      </Button>
    </form>
  );
}
