import { SearchField } from '@millrace/ui/controls/search-field';
import { useState } from 'react';

export const title = 'Search field';

export function Examples() {
  const [text, setText] = useState('');
  const [found, setFound] = useState('lighthouse');
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <SearchField label="Find sources" hideLabel placeholder="Find by name" keys="/" value={text} onChange={setText} />
      <SearchField label="Searched" value={found} onChange={setFound} hint="Escape empties it." />
      <SearchField label="Busy" value="ferry" onChange={() => undefined} busy />
      <SearchField
        label="Disabled"
        value=""
        onChange={() => undefined}
        disabledReason="There is nothing to search yet."
      />
    </div>
  );
}
