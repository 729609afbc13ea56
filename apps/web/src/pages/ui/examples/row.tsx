import { IconButton } from '@millrace/ui/controls/button';
import { Checkbox } from '@millrace/ui/controls/checkbox';
import { rowClass, rowVerbs } from '@millrace/ui/data/row';
import { StatusMark } from '@millrace/ui/data/status-mark';
import { CircleCheck, FileText, Trash2 } from 'lucide-react';
import { useState } from 'react';

export const title = 'Row';

const names = [
  'Handbook 2026',
  'Minutes of the general meeting',
  'A title that is much longer than the others '.repeat(3),
];

function Rows({ lines }: { lines: 1 | 2 }) {
  const [chosen, setChosen] = useState<string | undefined>(names[1]);
  return (
    <ul aria-label={`${lines} lines`} className="divide-y divide-line rounded-lg border border-line bg-surface">
      {names.map((name) => {
        const selected = name === chosen;
        return (
          <li key={name} data-selected={selected || undefined} className={rowClass({ lines, selected })}>
            <Checkbox label={`Select ${name}`} checked={selected} onChange={(on) => setChosen(on ? name : undefined)} />
            <FileText aria-hidden className="size-4 shrink-0 text-muted" />
            <div className="min-w-0 grow">
              <p className="truncate font-medium">{name}</p>
              {lines === 2 ? <p className="truncate text-muted text-xs">PDF · 12 pages · 3 days ago</p> : null}
            </div>
            <StatusMark icon={CircleCheck} tone="good">
              Ready
            </StatusMark>
            <span className={rowVerbs}>
              <IconButton size="sm" label={`Delete ${name}`} icon={<Trash2 aria-hidden className="size-4" />} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

export const Examples = () => (
  <div className="space-y-4">
    <Rows lines={1} />
    <Rows lines={2} />
  </div>
);
