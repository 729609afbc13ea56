import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { EmptyState } from '@millrace/ui/layout/empty-state';
import { CloudOff, Frown } from 'lucide-react';

/** A chunk that no longer exists means that the server was updated while the page was open. */
const isStaleBuild = (error: unknown) =>
  error instanceof Error && /dynamically imported module|module script failed|preload CSS/i.test(error.message);

/** What the router shows instead of a page that threw. */
export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const reload = () => window.location.reload();
  if (isStaleBuild(error) && navigator.onLine) {
    return (
      <EmptyState
        icon={CloudOff}
        title={t`New version available`}
        actions={
          <Button variant="primary" onClick={reload}>
            <Trans>Reload</Trans>
          </Button>
        }
      >
        <Trans>Millrace was updated while this page was open. Reload the page to continue. Your drafts are kept.</Trans>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Frown}
      title={t`Something went wrong on this page`}
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            <Trans>Retry</Trans>
          </Button>
          <Button onClick={reload}>
            <Trans>Reload</Trans>
          </Button>
        </>
      }
    >
      <Trans>Nothing you saved is lost. Retry, or reload the page.</Trans>
    </EmptyState>
  );
}
