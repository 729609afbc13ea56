import { Dialog } from '@millrace/ui/dialog';
import { queryClient } from '../../trpc.ts';
import { sessionExpiry, useSessionExpired } from '../errors/session-expiry.ts';
import { SignInForm } from './sign-in-form.tsx';

/** Over the page when the session ended under it. What was typed stays behind it. */
export function SessionExpiredDialog({ user }: { user: { id: string; email: string } }) {
  const expired = useSessionExpired();
  const onSignedIn = (signedIn: { id: string }) => {
    // somebody else must not go on in this page
    if (signedIn.id !== user.id) return window.location.assign('/');
    sessionExpiry.over();
    void queryClient.invalidateQueries();
  };
  return (
    <Dialog
      open={expired}
      onOpenChange={() => undefined}
      closable={false}
      title="Your session has ended"
      description="Sign in to go on where you were. Nothing you typed is lost."
    >
      <SignInForm email={user.email} onSignedIn={onSignedIn} />
    </Dialog>
  );
}
