import { Trans } from '@lingui/react/macro';
import { lazy, Suspense, useState } from 'react';

const ResetRequest = lazy(() => import('./reset-request.tsx').then((module) => ({ default: module.ResetRequest })));

/** What to do about a forgotten password: a letter where mail is set up, otherwise whom to ask. */
export function ForgotPassword({ mail }: { mail: boolean }) {
  const [opened, setOpened] = useState(false);
  return (
    <details className="mt-4 text-sm" onToggle={() => setOpened(true)}>
      <summary className="cursor-pointer text-muted">
        <Trans>Forgot your password?</Trans>
      </summary>
      <div className="mt-3">
        {mail ? (
          <Suspense>{opened ? <ResetRequest /> : null}</Suspense>
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
