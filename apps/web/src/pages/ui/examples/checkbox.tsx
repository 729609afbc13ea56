import { Checkbox } from '@millrace/ui/controls/checkbox';
import { Switch } from '@millrace/ui/controls/switch';
import { useState } from 'react';

export const title = 'Checkbox and switch';

export function Examples() {
  const [on, setOn] = useState(true);
  return (
    <div className="max-w-md space-y-3">
      <div className="flex gap-2">
        <Checkbox label="Not selected" checked={false} onChange={() => undefined} />
        <Checkbox label="Selected" checked={on} onChange={setOn} />
        <Checkbox label="Some selected" checked={false} indeterminate onChange={() => undefined} />
      </div>
      <Switch label="Web search" hint="Answers may use the web." checked={on} onChange={setOn} />
      <Switch label="Off" checked={!on} onChange={(checked) => setOn(!checked)} />
    </div>
  );
}
