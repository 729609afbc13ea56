import { NumberField } from '@millrace/ui/controls/number-field';
import { useState } from 'react';

export const title = 'Number field';

export function Examples() {
  const [pages, setPages] = useState<number | undefined>(12_500);
  const [temperature, setTemperature] = useState<number>();
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <NumberField label="Page limit" value={pages} onChange={setPages} min={1} hint="For the whole site." />
      <NumberField
        label="Temperature"
        value={temperature}
        onChange={setTemperature}
        min={0}
        max={2}
        step={0.1}
        format={{ maximumFractionDigits: 2 }}
        placeholder="Model default"
        optional
      />
      <NumberField label="Time to first byte" value={60} onChange={() => undefined} unit="seconds" />
      <NumberField label="Refused" value={0} onChange={() => undefined} error="Enter at least 1." />
      <NumberField label="Disabled" value={3} onChange={() => undefined} disabledReason="The crawl has begun." />
    </div>
  );
}
