import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@millrace/ui/controls/button';
import { SelectField, TextField } from '@millrace/ui/controls/field';
import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import { trpc } from '../../trpc.ts';
import { formatLanguage, formatNumber } from '../language/format.ts';
import { sourceKindOptions } from '../language/source-kind-words.ts';
import { filterNames, type SearchParams } from './search-params.ts';

type Change = Partial<Omit<SearchParams, 'q'>>;
type Props = { workspaceId: string; params: SearchParams; onChange: (change: Change) => void };

/** The filters of a search. Only values that the workspace has are offered; each change applies immediately. */
export function SearchFilterForm({ workspaceId, params, onChange }: Props) {
  const choices = useQuery(trpc.search.choices.queryOptions({ workspaceId }));
  const chosen = filterNames.filter((name) => params[name] !== undefined).length;
  const [open, setOpen] = useState(chosen > 0);
  const summary = useRef<HTMLElement>(null);
  if (!choices.data) return null;
  const { sources, kinds, languages: codes, tags } = choices.data;
  const lists = [
    { name: 'source', label: t`Source`, options: sources.map(({ id, title }) => ({ value: id, label: title })) },
    { name: 'kind', label: t`Kind`, options: sourceKindOptions().filter(({ value }) => kinds.includes(value)) },
    {
      name: 'lang',
      label: t`Language`,
      options: codes.map((value) => ({ value, label: formatLanguage(value) })),
    },
    { name: 'tag', label: t`Tag`, options: tags.map((value) => ({ value, label: value })) },
  ] as const;
  const clear = Object.fromEntries(filterNames.map((name) => [name, undefined]));
  return (
    <details
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className="mb-5 rounded-lg border border-line bg-surface"
    >
      <summary ref={summary} className="flex min-h-10 cursor-pointer items-center gap-2 px-3 text-sm">
        <SlidersHorizontal aria-hidden className="size-4 text-muted" />
        <Trans>Filters</Trans>
        {chosen > 0 ? <span className="text-muted">({formatNumber(chosen)})</span> : null}
      </summary>
      <div className="grid gap-3 border-line border-t p-3 sm:grid-cols-3">
        {lists.map(({ name, label, options }) =>
          // a single tag still excludes sources without it; a single source, kind or language excludes nothing
          options.length > (name === 'tag' ? 0 : 1) || params[name] !== undefined ? (
            <SelectField
              key={name}
              label={label}
              value={params[name] ?? ''}
              options={[
                { value: '', label: t({ message: 'Any', comment: 'The value of a filter that excludes nothing' }) },
                ...options,
                ...missing(params[name], options),
              ]}
              onChange={(event) => onChange({ [name]: event.target.value || undefined })}
            />
          ) : null,
        )}
        <TextField
          label={t({ message: 'From', comment: 'First day of a period' })}
          type="date"
          value={params.after ?? ''}
          max={params.before}
          onChange={(event) => onChange({ after: event.target.value || undefined })}
        />
        <TextField
          label={t({ message: 'Until', comment: 'Last day of a period' })}
          type="date"
          value={params.before ?? ''}
          min={params.after}
          onChange={(event) => onChange({ before: event.target.value || undefined })}
        />
        {chosen > 0 ? (
          <Button
            variant="ghost"
            className="self-end"
            onClick={() => {
              onChange(clear);
              // the button disappears, and the focus with it
              summary.current?.focus();
            }}
          >
            <Trans>Clear filters</Trans>
          </Button>
        ) : null}
      </div>
    </details>
  );
}

/** A value of the URL that the workspace does not have (any more) is still shown as selected. */
const missing = (value: string | undefined, options: readonly { value: string }[]) =>
  value === undefined || options.some((option) => option.value === value) ? [] : [{ value, label: t`Unavailable` }];
