import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';

type Props = { name: string; onDelete: () => void; onClose: () => void };

/** Asks first: the key of an endpoint cannot be read back. */
export const DeleteEndpoint = ({ name, onDelete, onClose }: Props) => (
  <Dialog
    open
    onOpenChange={(open) => open || onClose()}
    title={t`Delete ${name}?`}
    description={t`Its API key is deleted. Chats that use this endpoint continue with the next one. Its usage stays in the totals.`}
  >
    <DialogFooter>
      <Button onClick={onClose}>
        <Trans>Cancel</Trans>
      </Button>
      <Button
        variant="danger"
        onClick={() => {
          onDelete();
          onClose();
        }}
      >
        <Trans>Delete</Trans>
      </Button>
    </DialogFooter>
  </Dialog>
);
