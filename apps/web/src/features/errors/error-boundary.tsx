import { Button } from '@millrace/ui/button';
import { EmptyState } from '@millrace/ui/empty-state';
import { CloudOff, Frown } from 'lucide-react';

/** A chunk that is gone means that the server was updated under an open page. */
const isStaleBuild = (error: unknown) =>
  error instanceof Error && /dynamically imported module|module script failed|preload CSS/i.test(error.message);

/** What the router shows in place of a page that threw. */
export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const reload = () => window.location.reload();
  if (isStaleBuild(error) && navigator.onLine) {
    return (
      <EmptyState
        icon={CloudOff}
        title="There is a new version"
        actions={
          <Button variant="primary" onClick={reload}>
            Reload
          </Button>
        }
      >
        Millrace was updated while this page was open. Reload to go on; drafts are kept.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Frown}
      title="This page stumbled"
      actions={
        <>
          <Button variant="primary" onClick={reset}>
            Try again
          </Button>
          <Button onClick={reload}>Reload</Button>
        </>
      }
    >
      Something on this page went wrong. Nothing that was saved is lost.
    </EmptyState>
  );
}
