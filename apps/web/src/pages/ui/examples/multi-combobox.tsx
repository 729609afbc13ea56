import { MultiComboboxField } from '@millrace/ui/controls/multi-combobox-field';
import { useState } from 'react';

export const title = 'Combobox with several values';

const sources = Array.from({ length: 1_200 }, (_, index) => ({
  value: String(index),
  label: `Report ${index + 1}: what was measured at the weir`,
}));
const tags = ['travel', 'contracts', 'letters'].map((value) => ({ value, label: value }));

export function Examples() {
  const [chosen, setChosen] = useState<string[]>(['3', '17']);
  const [words, setWords] = useState<string[]>(['travel', 'own words']);
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MultiComboboxField
        label="Sources"
        options={sources}
        values={chosen}
        onChange={setChosen}
        placeholder="All sources"
      />
      <MultiComboboxField
        label="Tags"
        options={tags}
        values={words}
        onChange={setWords}
        creatable
        hint="Enter or a comma ends a new tag."
      />
      <MultiComboboxField label="Refused" options={tags} values={[]} onChange={() => undefined} error="Choose a tag." />
      <MultiComboboxField
        label="Disabled"
        options={tags}
        values={['letters']}
        onChange={() => undefined}
        disabledReason="Only editors can change tags."
      />
    </div>
  );
}
