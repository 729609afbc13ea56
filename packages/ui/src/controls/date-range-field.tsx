import type { Day } from '../dates/days.ts';
import type { Period } from '../dates/periods.ts';
import { useWords } from '../words.tsx';
import { DateField } from './date-field.tsx';

type Props = {
  /** Names both fields together; read out, not shown. */
  label: string;
  value: Period;
  onChange: (period: Period) => void;
  min?: Day;
  max?: Day;
  disabledReason?: string;
};

/** Two days that begin and end a period, both included; either may be empty. The calendars also offer usual periods. */
export function DateRangeField({ label, value, onChange, min, max, disabledReason }: Props) {
  const { dates } = useWords();
  const shared = { range: value, onPeriod: onChange, disabledReason };
  return (
    <fieldset className="grid min-w-0 grid-cols-[repeat(auto-fit,minmax(min(10rem,100%),1fr))] items-start gap-3">
      <legend className="sr-only">{label}</legend>
      <DateField
        {...shared}
        label={dates.from}
        value={value.from}
        min={min}
        max={value.until ?? max}
        onChange={(from) => onChange({ ...value, from })}
      />
      <DateField
        {...shared}
        label={dates.until}
        value={value.until}
        min={value.from ?? min}
        max={max}
        onChange={(until) => onChange({ ...value, until })}
      />
    </fieldset>
  );
}
