import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, buttonClass } from '@millrace/ui/controls/button';
import { useMutation } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { reloadSession } from '../features/session/use-session.ts';
import { trpc } from '../trpc.ts';
import { PlainPage } from './plain-page.tsx';

/** The page of a link that confirms an address: by a button, since programs that look at letters open links too. */
export function ConfirmEmailPage() {
  const { token } = useRouteContext({ from: '/confirm-email' });
  const onSuccess = async () => {
    await reloadSession();
  };
  const confirm = useMutation(trpc.session.confirmEmail.mutationOptions({ onSuccess }));
  const home = (
    <a href="/" className={buttonClass({ size: 'sm' })}>
      <Trans>Go home</Trans>
    </a>
  );
  return (
    <PlainPage title={t`Confirm your e-mail address`}>
      {confirm.isError ? (
        <ErrorCard error={confirm.error} title={t`This link cannot be used`}>
          {home}
        </ErrorCard>
      ) : confirm.data ? (
        <div className="space-y-4">
          <p role="status">
            <Trans>
              You now sign in with <bdi className="font-semibold">{confirm.data.email}</bdi>.
            </Trans>
          </p>
          {home}
        </div>
      ) : (
        <Button variant="primary" size="lg" pending={confirm.isPending} onClick={() => confirm.mutate({ token })}>
          <Trans>Use this address</Trans>
        </Button>
      )}
    </PlainPage>
  );
}
