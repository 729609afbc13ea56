import { Checkbox } from '@millrace/ui/checkbox';
import { TextField } from '@millrace/ui/field';
import { useState } from 'react';

type Props = {
  label: string;
  /** What it means when nothing is chosen. */
  none: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** More of them than this are looked for by their name. */
const few = 8;

/** Some of many, or none for all of them. What is chosen and gone can still be taken off. */
export function PickMany({ label, none, options, chosen, onChange }: Props) {
  const [query, setQuery] = useState('');
  const gone = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...gone.map((value) => ({ value, label: 'No longer there' }))];
  if (all.length === 0) return null;
  const wanted = query.trim().toLowerCase();
  const shown = all.filter((option) => option.label.toLowerCase().includes(wanted));
  return (
    <fieldset>
      <legend className="font-medium text-sm">
        {label} <span className="font-normal text-muted">{chosen.length === 0 ? none : `${chosen.length} chosen`}</span>
      </legend>
      {all.length > few ? (
        <div className="mt-1">
          <TextField
            label={`Find in ${label.toLowerCase()}`}
            hideLabel
            type="search"
            placeholder={`Find in ${label.toLowerCase()}…`}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
          />
        </div>
      ) : null}
      <ul className="mt-1 max-h-44 overflow-y-auto rounded-md border border-line">
        {shown.map((option) => (
          <li key={option.value} className="flex min-h-9 items-center gap-1.5 px-1.5">
            <Checkbox
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(checked) =>
                onChange(checked ? [...chosen, option.value] : chosen.filter((value) => value !== option.value))
              }
            />
            <span aria-hidden className="min-w-0 truncate text-sm">
              {option.label}
            </span>
          </li>
        ))}
        {shown.length === 0 ? <li className="px-3 py-2 text-muted text-sm">Nothing has that name.</li> : null}
      </ul>
    </fieldset>
  );
}
