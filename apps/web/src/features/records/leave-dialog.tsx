import { Button } from '@millrace/ui/button';
import { Dialog } from '@millrace/ui/dialog';

type Props = { leaving: { status: string; proceed?: () => void; reset?: () => void } };

/** Asks who would leave a text that was changed and not saved. */
export function LeaveDialog({ leaving: { status, proceed, reset } }: Props) {
  return (
    <Dialog
      open={status === 'blocked'}
      onOpenChange={(open) => open || reset?.()}
      title="Leave without saving?"
      description="Your change to the text was not saved and will be lost."
    >
      <div className="flex justify-end gap-2">
        <Button variant="danger" onClick={proceed}>
          Leave
        </Button>
        <Button variant="primary" onClick={reset}>
          Stay
        </Button>
      </div>
    </Dialog>
  );
}
