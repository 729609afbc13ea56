import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Checkbox } from '@millrace/ui/controls/checkbox';
import { TextField } from '@millrace/ui/controls/field';
import { useState } from 'react';
import { formatNumber } from '../../language/format.ts';

type Props = {
  label: string;
  /** Label of the search box for long lists. */
  findLabel: string;
  /** What an empty selection means. */
  none: string;
  options: readonly { value: string; label: string }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Longer lists get a search box. */
const few = 8;

/** Some of many options, or none for all of them. Selected options that no longer exist can still be deselected. */
export function PickMany({ label, findLabel, none, options, chosen, onChange }: Props) {
  const [query, setQuery] = useState('');
  const gone = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...gone.map((value) => ({ value, label: t`Deleted` }))];
  if (all.length === 0) return null;
  const wanted = query.trim().toLowerCase();
  const shown = all.filter((option) => option.label.toLowerCase().includes(wanted));
  return (
    <fieldset>
      <legend className="font-medium text-sm">
        {label}{' '}
        <span className="font-normal text-muted">
          {chosen.length === 0 ? none : t`${{ count: formatNumber(chosen.length) }} selected`}
        </span>
      </legend>
      {all.length > few ? (
        <div className="mt-1">
          <TextField
            label={findLabel}
            hideLabel
            type="search"
            placeholder={findLabel}
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
            <span aria-hidden dir="auto" className="min-w-0 truncate text-sm">
              {option.label}
            </span>
          </li>
        ))}
        {shown.length === 0 ? (
          <li className="px-3 py-2 text-muted text-sm">
            <Trans>No matches</Trans>
          </li>
        ) : null}
      </ul>
    </fieldset>
  );
}
