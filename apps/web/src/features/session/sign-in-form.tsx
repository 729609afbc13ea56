import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { UserView } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { PasswordField } from '@millrace/ui/controls/password-field';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { failureOf } from '../errors/failure.ts';
import { translateText } from '../language/wording.ts';

type Props = { email?: string; onSignedIn: (user: UserView) => void };

const names = ['email', 'password'] as const;

/** The first thing that anybody loads: two plain fields, checked by the server. Libraries for forms and schemas come with later pages. */
export function SignInForm({ email = '', onSignedIn }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const faultsOf = (error: unknown) => (error ? failureOf(error).fields : {});
  const signIn = useMutation(
    trpc.session.signIn.mutationOptions({
      onSuccess: ({ user }) => onSignedIn(user),
      onError: (error) => {
        const wrong = names.find((name) => faultsOf(error)[name]);
        if (wrong) form.current?.querySelector<HTMLInputElement>(`[name=${wrong}]`)?.focus();
      },
    }),
  );
  const faults = faultsOf(signIn.error);
  const field = (name: (typeof names)[number]) => {
    const fault = faults[name]?.[0];
    return { name, error: fault && translateText(fault) };
  };
  const hasFaults = names.some((name) => faults[name]);
  return (
    <form
      ref={form}
      noValidate
      className="space-y-4"
      // a password manager may fill the fields without a word
      onInput={() => signIn.isError && signIn.reset()}
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget);
        signIn.mutate({ email: String(typed.get('email')), password: String(typed.get('password')) });
      }}
    >
      <TextField label={t`E-mail`} type="email" defaultValue={email} {...field('email')} autoComplete="username" />
      <PasswordField label={t`Password`} {...field('password')} autoComplete="current-password" />
      <FormError error={hasFaults ? null : signIn.error} />
      <Button type="submit" variant="primary" size="lg" className="w-full" pending={signIn.isPending}>
        <Trans>Sign in</Trans>
      </Button>
    </form>
  );
}
