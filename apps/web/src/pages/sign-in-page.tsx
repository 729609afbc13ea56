import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ForgotPassword } from '../features/session/forgot-form.tsx';
import { SignInForm } from '../features/session/sign-in-form.tsx';
import { reloadSession, useSession } from '../features/session/use-session.ts';
import { PlainPage } from './plain-page.tsx';

const SignUpForm = lazy(() =>
  import('../features/session/sign-up-form.tsx').then((module) => ({ default: module.SignUpForm })),
);

export function SignInPage() {
  const { registration, mail } = useSession();
  const { next = '/' } = useSearch({ from: '/sign-in' });
  const [creating, setCreating] = useState(false);
  const navigate = useNavigate();
  const enter = async () => {
    await reloadSession();
    await navigate({ href: next });
  };
  const other = 'font-medium text-accent-ink underline underline-offset-2';
  if (creating) {
    return (
      <PlainPage title={t`Create account`}>
        <Suspense>
          <SignUpForm onSignedUp={enter} />
        </Suspense>
        <p className="mt-6 text-center text-muted text-sm">
          <Trans>
            Already have an account?{' '}
            <button type="button" className={other} onClick={() => setCreating(false)}>
              Sign in
            </button>
          </Trans>
        </p>
      </PlainPage>
    );
  }
  return (
    <PlainPage title={t`Sign in`} lead={t`Ask your documents and see the source of every answer.`}>
      <SignInForm onSignedIn={enter} />
      <ForgotPassword mail={mail} />
      <p className="mt-6 text-center text-muted text-sm">
        {registration === 'open' ? (
          <button type="button" className={other} onClick={() => setCreating(true)}>
            <Trans>Create account</Trans>
          </button>
        ) : registration === 'first' ? (
          <Link to="/welcome" className={other}>
            <Trans>Set up this instance</Trans>
          </Link>
        ) : (
          t`New here? Ask the owner of a workspace for an invitation link.`
        )}
      </p>
    </PlainPage>
  );
}
