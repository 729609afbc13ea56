import { Button } from '@millrace/ui/button';
import { Dialog, DialogFooter } from '@millrace/ui/dialog';

type Props = { name: string; onDelete: () => void; onClose: () => void };

/** Asks first: its key cannot be read back. */
export const DeleteEndpoint = ({ name, onDelete, onClose }: Props) => (
  <Dialog
    open
    onOpenChange={(open) => open || onClose()}
    title={`Delete ${name}?`}
    description="Its key is forgotten. Chats that chose it go on with the next endpoint; what it has used stays counted."
  >
    <DialogFooter>
      <Button onClick={onClose}>Keep</Button>
      <Button
        variant="danger"
        onClick={() => {
          onDelete();
          onClose();
        }}
      >
        Delete
      </Button>
    </DialogFooter>
  </Dialog>
);
