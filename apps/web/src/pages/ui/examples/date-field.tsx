import { DateField } from '@millrace/ui/controls/date-field';
import { DateRangeField } from '@millrace/ui/controls/date-range-field';
import { useState } from 'react';

export const title = 'Date field';

export function Examples() {
  const [day, setDay] = useState<string | undefined>('2026-11-30');
  const [limited, setLimited] = useState<string | undefined>('2026-12-24');
  const [period, setPeriod] = useState<{ from: string | undefined; until: string | undefined }>({
    from: '2026-11-09',
    until: '2026-11-19',
  });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <DateField label="Expires" value={day} onChange={setDay} hint="The last day on which the key works." />
      <DateField
        label="In December 2026"
        value={limited}
        onChange={setLimited}
        min="2026-12-01"
        max="2026-12-31"
        optional
      />
      <DateRangeField label="Period" value={period} onChange={setPeriod} />
      <DateField label="Refused" value="2026-02-28" onChange={() => undefined} error="Enter a day in the future." />
      <DateField label="Disabled" value="2026-02-28" onChange={() => undefined} disabledReason="The key has expired." />
    </div>
  );
}
