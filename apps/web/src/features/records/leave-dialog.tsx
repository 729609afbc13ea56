import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Dialog } from '@millrace/ui/overlays/dialog';

type Props = { leaving: { status: string; proceed?: () => void; reset?: () => void } };

/** Asks before a person leaves a text with unsaved changes. */
export function LeaveDialog({ leaving: { status, proceed, reset } }: Props) {
  return (
    <Dialog
      open={status === 'blocked'}
      onOpenChange={(open) => open || reset?.()}
      title={t`Leave without saving?`}
      description={t`Your changes are not saved and will be lost.`}
    >
      <div className="flex justify-end gap-2">
        <Button variant="danger" onClick={proceed}>
          <Trans>Leave</Trans>
        </Button>
        <Button variant="primary" onClick={reset}>
          <Trans>Stay</Trans>
        </Button>
      </div>
    </Dialog>
  );
}
