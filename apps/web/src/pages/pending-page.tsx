import { Trans } from '@lingui/react/macro';
import { Spinner } from '@millrace/ui/layout/spinner';

export const PendingPage = () => (
  <div className="grid h-full min-h-40 place-items-center">
    <p role="status" className="flex items-center gap-2 text-muted">
      <Spinner /> <Trans>Loading…</Trans>
    </p>
  </div>
);
