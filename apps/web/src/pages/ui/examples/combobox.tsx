import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { useState } from 'react';

export const title = 'Combobox';

const fruit = [
  { value: 'apple', label: 'Apple', group: 'Pomes' },
  { value: 'pear', label: 'Pear', group: 'Pomes', description: 'Ripens after the harvest' },
  { value: 'plum', label: 'Plum', group: 'Stone fruit' },
  { value: 'acai', label: 'Açaí', group: 'Palms', unavailable: 'Out of season.' },
];
const many = Array.from({ length: 5_000 }, (_, index) => ({
  value: String(index),
  label: `Document ${String(index + 1).padStart(4, '0')}`,
}));

export function Examples() {
  const [value, setValue] = useState<string | undefined>('pear');
  const [one, setOne] = useState<string | undefined>('2499');
  const [options, setOptions] = useState(fruit);
  const [made, setMade] = useState<string>();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <ComboboxField label="Fruit" options={fruit} value={value} onChange={setValue} clearable hint="Type to filter." />
      <ComboboxField label="One of 5,000" options={many} value={one} onChange={setOne} />
      <ComboboxField
        label="Made while typing"
        options={options}
        value={made}
        onChange={setMade}
        onCreate={(label) => {
          setOptions([...options, { value: label, label, group: 'New' }]);
          setMade(label);
        }}
        placeholder="Choose or create"
        clearable
      />
      <ComboboxField
        label="Loading"
        options={[]}
        value={undefined}
        onChange={() => undefined}
        onQuery={() => undefined}
        source={{ loading: true }}
      />
      <ComboboxField
        label="Failed"
        options={[]}
        value={undefined}
        onChange={() => undefined}
        onQuery={() => undefined}
        source={{ error: 'The server cannot be reached.' }}
        error="Choose a fruit."
      />
      <ComboboxField
        label="Disabled"
        options={fruit}
        value="apple"
        onChange={() => undefined}
        disabledReason="The chat has ended."
      />
    </div>
  );
}
