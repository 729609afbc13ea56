import { Button } from '@millrace/ui/controls/button';
import { Chips } from '@millrace/ui/controls/chips';
import { Tag } from 'lucide-react';
import { useState } from 'react';

export const title = 'Chips';

const all = [
  { id: 'kind', lead: 'Kind', label: 'PDF' },
  { id: 'tag', lead: 'Tag', label: 'travel', icon: <Tag aria-hidden className="size-3.5 shrink-0 text-muted" /> },
  { id: 'source', lead: 'Source', label: 'The contract with the keeper of the lighthouse of Skarholm, second edition' },
];

export function Examples() {
  const [chips, setChips] = useState(all);
  return (
    <div className="grid gap-4">
      <Chips label="Active filters" chips={chips} onRemove={(id) => setChips(chips.filter((chip) => chip.id !== id))}>
        <Button variant="ghost" size="sm" onClick={() => setChips(all)}>
          Restore
        </Button>
      </Chips>
      <Chips label="Cannot be removed" chips={all.slice(0, 2)} />
    </div>
  );
}
