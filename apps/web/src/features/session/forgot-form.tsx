import { zodResolver } from '@hookform/resolvers/zod';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { requestResetInput } from '@millrace/contract/session/session';
import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { trpc } from '../../trpc.ts';
import { FormError } from '../errors/error-card.tsx';
import { fieldOf } from '../errors/field-of.ts';

/** What to do about a forgotten password: a letter where mail is set up, otherwise whom to ask. */
export function ForgotPassword({ mail }: { mail: boolean }) {
  return (
    <details className="mt-4 text-sm">
      <summary className="cursor-pointer text-muted">
        <Trans>Forgot your password?</Trans>
      </summary>
      <div className="mt-3">
        {mail ? (
          <ResetRequest />
        ) : (
          <p className="text-muted">
            <Trans>
              Ask an owner of your workspace for a reset link. Whoever runs this instance can also make one with{' '}
              <code dir="ltr">npm start -- reset-password EMAIL</code>.
            </Trans>
          </p>
        )}
      </div>
    </details>
  );
}

function ResetRequest() {
  const form = useForm({ resolver: zodResolver(requestResetInput), defaultValues: { email: '' } });
  const request = useMutation(trpc.session.requestReset.mutationOptions());
  if (request.isSuccess) {
    return (
      <p role="status">
        <Trans>If there is an account with this address, a link was sent there. It expires in 24 hours.</Trans>
      </p>
    );
  }
  return (
    <form noValidate className="space-y-3" onSubmit={form.handleSubmit((input) => request.mutate(input))}>
      <TextField label={t`E-mail of your account`} type="email" {...fieldOf(form)('email')} autoComplete="username" />
      <FormError error={request.error} />
      <Button type="submit" pending={request.isPending}>
        <Trans>Send reset link</Trans>
      </Button>
    </form>
  );
}
