import { SegmentedControl } from '@millrace/ui/controls/segmented-control';
import { Columns2, Rows3 } from 'lucide-react';
import { useState } from 'react';

export const title = 'Segmented control';

const themes = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'system', label: 'Same as the system' },
];
const views = [
  { value: 'list', label: 'List', icon: <Rows3 aria-hidden className="size-4" /> },
  {
    value: 'columns',
    label: 'Columns',
    icon: <Columns2 aria-hidden className="size-4" />,
    unavailable: 'Needs a wider window.',
  },
];

export function Examples() {
  const [theme, setTheme] = useState('dark');
  const [view, setView] = useState('list');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SegmentedControl label="Theme" options={themes} value={theme} onChange={setTheme} hint="Applies immediately." />
      <SegmentedControl label="View" options={views} value={view} onChange={setView} />
      <SegmentedControl
        label="Disabled"
        options={themes}
        value="light"
        onChange={() => undefined}
        disabledReason="The system decides."
      />
    </div>
  );
}
