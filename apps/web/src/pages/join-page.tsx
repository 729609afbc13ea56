import { ph, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, buttonClass } from '@millrace/ui/controls/button';
import { Skeleton } from '@millrace/ui/layout/spinner';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useRouteContext } from '@tanstack/react-router';
import { useState } from 'react';
import { ErrorCard, FormError } from '../features/errors/error-card.tsx';
import { SignInForm } from '../features/session/sign-in-form.tsx';
import { SignUpForm } from '../features/session/sign-up-form.tsx';
import { reloadSession, useSession } from '../features/session/use-session.ts';
import { useSignOut } from '../features/session/use-sign-out.ts';
import { roleLabel, roleMay } from '../features/workspaces/role-words.ts';
import { trpc } from '../trpc.ts';
import { PlainPage } from './plain-page.tsx';

/** The page of an invitation link: asks for an account, then opens the workspace. */
export function JoinPage() {
  const { token } = useRouteContext({ from: '/join' });
  const { user } = useSession();
  const navigate = useNavigate();
  const [hasAccount, setHasAccount] = useState(false);
  const invitation = useQuery(
    trpc.workspaces.invitation.queryOptions({ token }, { retry: false, staleTime: Number.POSITIVE_INFINITY }),
  );
  const enter = async () => {
    await reloadSession();
    await navigate({ to: '/' });
  };
  const accept = useMutation(trpc.workspaces.acceptInvitation.mutationOptions({ onSuccess: enter }));
  const signOut = useSignOut();
  if (invitation.isPending) {
    return (
      <PlainPage title={t`Invitation`}>
        <Skeleton />
      </PlainPage>
    );
  }
  if (invitation.isError) {
    return (
      <PlainPage title={t`Invitation`}>
        <ErrorCard
          error={invitation.error}
          title={t`This invitation cannot be used`}
          onRetry={() => void invitation.refetch()}
        >
          <a href="/" className={buttonClass({ size: 'sm' })}>
            <Trans>Go home</Trans>
          </a>
        </ErrorCard>
      </PlainPage>
    );
  }
  const { workspaceName, role, email } = invitation.data;
  const lead = (
    <>
      <p>
        <Trans>
          You are invited to join <bdi className="font-semibold text-ink">{workspaceName}</bdi>.
        </Trans>
      </p>
      <p>
        <Trans>Your role: {{ role: roleLabel(role) }}</Trans>
      </p>
      <p className="text-sm">{roleMay(role)}</p>
    </>
  );
  const wrongAccount = user !== null && user.email.toLowerCase() !== email.toLowerCase();
  return (
    <PlainPage title={t`Join ${workspaceName}`} lead={lead}>
      {wrongAccount ? (
        <div className="space-y-3">
          <p>
            <Trans>
              This invitation is for <bdi className="font-semibold">{email}</bdi>, but you are signed in as{' '}
              <bdi className="font-semibold">{ph({ userEmail: user.email })}</bdi>. Sign out, then open the link again.
            </Trans>
          </p>
          <Button pending={signOut.isPending} onClick={() => signOut.mutate()}>
            <Trans>Sign out</Trans>
          </Button>
        </div>
      ) : user ? (
        <div className="space-y-3">
          <FormError error={accept.error} />
          <Button variant="primary" size="lg" pending={accept.isPending} onClick={() => accept.mutate({ token })}>
            <Trans>Join {workspaceName}</Trans>
          </Button>
        </div>
      ) : (
        <>
          {hasAccount ? (
            <SignInForm email={email} onSignedIn={() => accept.mutate({ token })} />
          ) : (
            <SignUpForm email={email} invitation={token} onSignedUp={enter} />
          )}
          <FormError error={accept.error} />
          <Button variant="ghost" className="mt-4 w-full" onClick={() => setHasAccount(!hasAccount)}>
            {hasAccount ? t`Create a new account` : t`Sign in with an existing account`}
          </Button>
        </>
      )}
    </PlainPage>
  );
}
