import { Button } from '@millrace/ui/controls/button';
import { Sheet } from '@millrace/ui/overlays/dialog';
import { useState } from 'react';

export const title = 'Sheet';

export function Examples() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button data-opens onClick={() => setOpen(true)}>
        Open menu
      </Button>
      <Sheet open={open} onOpenChange={setOpen} title="Menu" side="start">
        <div className="space-y-3 p-4">
          <p className="font-semibold text-lg">Harbour works</p>
          <Button onClick={() => setOpen(false)}>Close</Button>
        </div>
      </Sheet>
    </>
  );
}
