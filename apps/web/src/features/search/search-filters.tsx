import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { Chips } from '@millrace/ui/controls/chips';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { DateRangeField } from '@millrace/ui/controls/date-range-field';
import type { Option } from '@millrace/ui/controls/option';
import { SelectField } from '@millrace/ui/controls/select-field';
import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import { trpc } from '../../trpc.ts';
import { formatDay, formatLanguage, formatNumber } from '../language/format.ts';
import { sourceKindOptions } from '../language/source-kind-words.ts';
import { filterNames, type SearchParams } from './search-params.ts';

type Change = Partial<Omit<SearchParams, 'q'>>;
type Props = { workspaceId: string; params: SearchParams; onChange: (change: Change) => void };
type Filter = { name: 'source' | 'kind' | 'lang' | 'tag'; label: string; options: Option[] };

const any = () => t({ message: 'Any', comment: 'The value of a filter that excludes nothing' });

/** The filters of a search. Only values that the workspace has are offered; each change applies immediately. */
export function SearchFilterForm({ workspaceId, params, onChange }: Props) {
  const choices = useQuery(trpc.search.choices.queryOptions({ workspaceId }));
  const chosen = filterNames.filter((name) => params[name] !== undefined).length;
  const [open, setOpen] = useState(chosen > 0);
  const summary = useRef<HTMLElement>(null);
  if (!choices.data) return null;
  const { sources, kinds, languages: codes, tags } = choices.data;
  const filters: Filter[] = [
    { name: 'source', label: t`Source`, options: sources.map(({ id, title }) => ({ value: id, label: title })) },
    { name: 'kind', label: t`Kind`, options: sourceKindOptions().filter(({ value }) => kinds.includes(value)) },
    { name: 'lang', label: t`Language`, options: codes.map((value) => ({ value, label: formatLanguage(value) })) },
    { name: 'tag', label: t`Tag`, options: tags.map((value) => ({ value, label: value })) },
  ];
  const clear = () => {
    onChange(Object.fromEntries(filterNames.map((name) => [name, undefined])));
    // the button disappears, and the focus with it
    summary.current?.focus();
  };
  return (
    <div className="mb-5 space-y-2">
      <details
        open={open}
        onToggle={(event) => setOpen(event.currentTarget.open)}
        className="rounded-lg border border-line bg-surface"
      >
        <summary ref={summary} className="flex min-h-9 cursor-pointer items-center gap-2 px-3 text-sm">
          <SlidersHorizontal aria-hidden className="size-4 text-muted" />
          <Trans>Filters</Trans>
          {chosen > 0 ? <span className="text-muted">({formatNumber(chosen)})</span> : null}
        </summary>
        <div className="grid gap-3 border-line border-t p-3 sm:grid-cols-2">
          {filters.map((filter) => (
            <FilterField key={filter.name} filter={filter} value={params[filter.name]} onChange={onChange} />
          ))}
          <DateRangeField
            label={t`Period`}
            value={{ from: params.after, until: params.before }}
            onChange={({ from, until }) => onChange({ after: from, before: until })}
          />
        </div>
      </details>
      {chosen > 0 ? (
        <Chips
          label={t`Active filters`}
          chips={activeFilters(params, filters)}
          onRemove={(name) => onChange({ [name]: undefined })}
        >
          <Button variant="ghost" size="sm" onClick={clear}>
            <Trans>Clear filters</Trans>
          </Button>
        </Chips>
      ) : null}
    </div>
  );
}

type FieldProps = { filter: Filter; value: string | undefined; onChange: (change: Change) => void };

function FilterField({ filter: { name, label, options }, value, onChange }: FieldProps) {
  // a single tag still excludes sources without it; a single source, kind or language excludes nothing
  if (options.length <= (name === 'tag' ? 0 : 1) && value === undefined) return null;
  const all = [...options, ...missing(value, options)];
  if (name === 'kind')
    return (
      <SelectField
        label={label}
        value={value ?? ''}
        options={[{ value: '', label: any() }, ...all]}
        onChange={(next) => onChange({ [name]: next || undefined })}
      />
    );
  return (
    <ComboboxField
      label={label}
      clearable
      placeholder={any()}
      value={value}
      options={all}
      onChange={(next) => onChange({ [name]: next })}
    />
  );
}

/** A value of the URL that the workspace does not have (any more) is still shown as selected. */
const missing = (value: string | undefined, options: readonly { value: string }[]) =>
  value === undefined || options.some((option) => option.value === value) ? [] : [{ value, label: t`Unavailable` }];

function activeFilters(params: SearchParams, filters: readonly Filter[]) {
  const lists = filters.flatMap(({ name, label: lead, options }) => {
    const value = params[name];
    if (value === undefined) return [];
    return [{ id: name, lead, label: options.find((option) => option.value === value)?.label ?? t`Unavailable` }];
  });
  const { after, before } = params;
  const from = after
    ? [{ id: 'after', lead: t({ message: 'From', comment: 'First day of a period' }), label: formatDay(after) }]
    : [];
  const until = before
    ? [{ id: 'before', lead: t({ message: 'Until', comment: 'Last day of a period' }), label: formatDay(before) }]
    : [];
  return [...lists, ...from, ...until];
}
