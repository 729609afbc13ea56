import { t } from '@lingui/core/macro';
import { Dialog } from '@millrace/ui/overlays/dialog';
import { queryClient } from '../../trpc.ts';
import { sessionExpiry, useSessionExpired } from '../errors/session-expiry.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Covers the page when the session has expired. The page behind it keeps what was typed. */
export function SessionExpiredDialog({ user }: { user: { id: string; email: string } }) {
  const expired = useSessionExpired();
  const onSignedIn = (signedIn: { id: string }) => {
    // another person must not continue on this page
    if (signedIn.id !== user.id) return window.location.assign('/');
    sessionExpiry.over();
    void queryClient.invalidateQueries();
  };
  return (
    <Dialog
      open={expired}
      onOpenChange={() => undefined}
      closable={false}
      title={t`Your session has expired`}
      description={t`Sign in again to continue. Nothing you typed is lost.`}
    >
      <SignInForm email={user.email} onSignedIn={onSignedIn} />
    </Dialog>
  );
}
