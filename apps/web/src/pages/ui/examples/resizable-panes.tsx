import { ResizablePanes } from '@millrace/ui/layout/resizable-panes';
import { useState } from 'react';

export const title = 'Resizable panes';

const text = 'The ferry to Skarholm leaves at seven in the morning from the old pier, on Sundays at nine.';
const ids = ['Document', 'Text', 'Passages'] as const;
/** The regions of one page need names of their own. */
const panesOf = (more: string) => ids.map((id) => ({ id, label: `${id}${more}`, content: <p>{text}</p> }));

export function Examples() {
  const [open, setOpen] = useState<(typeof ids)[number]>();
  return (
    <div className="space-y-6">
      <div className="flex h-56 flex-col rounded-lg border border-line bg-surface">
        <ResizablePanes id="example" label="Views" panes={panesOf('')} open={open} onOpen={setOpen} />
      </div>
      <div className="flex max-w-sm flex-col rounded-lg border border-line bg-surface">
        <ResizablePanes
          id="example-stacked"
          label="Stacked"
          panes={panesOf(', stacked')}
          open={open}
          onOpen={setOpen}
          stacks
        />
      </div>
    </div>
  );
}
