import { zodResolver } from '@hookform/resolvers/zod';
import { signInInput, type UserView } from '@millrace/contract/session';
import { Button } from '@millrace/ui/button';
import { TextField } from '@millrace/ui/field';
import { PasswordField } from '@millrace/ui/password-field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';

type Props = { email?: string; onSignedIn: (user: UserView) => void };

export function SignInForm({ email = '', onSignedIn }: Props) {
  const form = useForm({ resolver: zodResolver(signInInput), defaultValues: { email, password: '' } });
  const signIn = useMutation(trpc.session.signIn.mutationOptions({ onSuccess: ({ user }) => onSignedIn(user) }));
  const { errors } = form.formState;
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => signIn.mutate(values))}>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        error={errors.email?.message}
        {...form.register('email')}
      />
      <PasswordField
        label="Password"
        autoComplete="current-password"
        error={errors.password?.message}
        {...form.register('password')}
      />
      <FormError error={signIn.error} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
