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

/** Asks for a letter with a reset link. */
export function ResetRequest() {
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
