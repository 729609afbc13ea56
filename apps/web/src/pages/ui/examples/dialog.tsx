import { Button } from '@millrace/ui/controls/button';
import { TextField } from '@millrace/ui/controls/field';
import { Dialog, DialogFooter } from '@millrace/ui/overlays/dialog';
import { useState } from 'react';

export const title = 'Dialog';

export function Examples() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-opens onClick={() => setOpen(true)}>
        Rename workspace
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Rename workspace"
        description="Everybody who works in it sees the new name."
      >
        <form className="space-y-4">
          <TextField label="Name" defaultValue="Harbour works" />
          <DialogFooter>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button variant="primary">Rename</Button>
          </DialogFooter>
        </form>
      </Dialog>
    </>
  );
}
