import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { buttonClass } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useQuery } from '@tanstack/react-query';
import { useRouteContext } from '@tanstack/react-router';
import { ErrorCard } from '../features/errors/error-card.tsx';
import { ResetForm } from '../features/session/reset-form.tsx';
import { trpc } from '../trpc.ts';
import { PlainPage } from './plain-page.tsx';

/** The page of a link that sets a new password. It reloads afterwards: another person may have been signed in here. */
export function ResetPage() {
  const { token } = useRouteContext({ from: '/reset' });
  const account = useQuery(
    trpc.session.reset.queryOptions({ token }, { retry: false, staleTime: Number.POSITIVE_INFINITY }),
  );
  if (account.isPending) {
    return (
      <PlainPage title={t`New password`}>
        <Skeleton />
      </PlainPage>
    );
  }
  if (account.isError) {
    return (
      <PlainPage title={t`New password`}>
        <ErrorCard error={account.error} title={t`This link cannot be used`}>
          <a href="/sign-in" className={buttonClass({ size: 'sm' })}>
            <Trans>Go to sign-in</Trans>
          </a>
        </ErrorCard>
      </PlainPage>
    );
  }
  const { name, email } = account.data;
  return (
    <PlainPage
      title={t`New password`}
      lead={
        <Trans>
          For <bdi className="font-semibold text-ink">{name}</bdi>, {email}. You will be signed out in all other
          browsers.
        </Trans>
      }
    >
      <ResetForm token={token} email={email} onReset={() => window.location.assign('/')} />
    </PlainPage>
  );
}
