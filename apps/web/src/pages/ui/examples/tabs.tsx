import { Tabs } from '@millrace/ui/layout/tabs';
import { useState } from 'react';

export const title = 'Tabs';

export function Examples() {
  const [open, setOpen] = useState<'text' | 'passages' | 'changes'>('passages');
  return (
    <Tabs
      label="Parts of the document"
      open={open}
      onOpen={setOpen}
      tabs={[
        { id: 'text', label: 'Text', content: <p className="p-4">The text of the document</p> },
        { id: 'passages', label: 'Passages', content: <p className="p-4">214 passages</p> },
        { id: 'changes', label: 'Changes', content: <p className="p-4">No changes</p> },
      ]}
    />
  );
}
