import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { signUpInput, type UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { useDraftForm } from '../drafts/use-draft-form.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';
import { showFieldErrors } from '../errors/form-errors.ts';

type Props = { email?: string; invitation?: string; onSignedUp: (user: UserView) => void };

export function SignUpForm({ email = '', invitation, onSignedUp }: Props) {
  const base = { name: '', email, password: '', invitation };
  const form = useForm({ resolver: zodResolver(signUpInput), defaultValues: base });
  // nobody is signed in: name and address outlive a reload of this tab, and there is nothing to ask about
  const draft = useDraftForm(form, { place: { form: 'sign-up' }, base, secret: ['password', 'invitation'] });
  const signUp = useMutation(
    trpc.session.signUp.mutationOptions({
      onSuccess: ({ user }) => {
        draft.forget();
        onSignedUp(user);
      },
      onError: (error) => showFieldErrors(error, ['name', 'email', 'password'], form.setError),
    }),
  );
  const field = fieldOf(form);
  return (
    <form noValidate className="space-y-4" onSubmit={form.handleSubmit((values) => signUp.mutate(values))}>
      <TextField label={t`Your name`} {...field('name')} autoComplete="name" />
      <TextField label={t`E-mail`} type="email" readOnly={email !== ''} {...field('email')} autoComplete="username" />
      <PasswordField
        label={t`Password`}
        hint={t`At least 12 characters. Four unrelated words work well.`}
        {...field('password')}
        autoComplete="new-password"
      />
      <FormError error={signUp.error} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={signUp.isPending}>
        <Trans>Create account</Trans>
      </Button>
    </form>
  );
}
