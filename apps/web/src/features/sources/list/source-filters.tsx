import { msg, t } from '@lingui/core/macro';
import { type SourcePage, sourceStates } from '@millrace/contract/sources/sources';
import { ComboboxField } from '@millrace/ui/controls/combobox-field';
import { OptionChips } from '@millrace/ui/controls/option-chips';
import { SearchField } from '@millrace/ui/controls/search-field';
import { SelectField } from '@millrace/ui/controls/select-field';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import { translate } from '../../language/language.ts';
import { sourceKindOptions } from '../../language/source-kind-words.ts';
import type { ListFilter } from './list-filter.ts';
import { stateWord } from './source-status.tsx';

type Change = (change: Partial<ListFilter>) => void;
type Props = { workspaceId: string; filter: ListFilter; counts: SourcePage['counts']; onFilter: Change };

const sorts = [
  { value: '', label: msg`Newest first` },
  { value: 'oldest', label: msg`Oldest first` },
  { value: 'title', label: msg({ message: 'Name', comment: 'An order of the list' }) },
  { value: 'updated', label: msg`Recently updated` },
  { value: 'retrieved', label: msg`Most often found` },
];

/** The states that the list can be filtered by. */
export const shownStates = (filter: ListFilter, counts: SourcePage['counts']) =>
  sourceStates.filter((state) => state === filter.state || (counts[state] ?? 0) > 0);

/** Filters and the order of the list; all of them are kept in the URL. */
export function SourceFilters({ workspaceId, filter, counts, onFilter }: Props) {
  const tags = useQuery(trpc.sources.tags.queryOptions({ workspaceId })).data ?? [];
  const chosen = filter.tag && !tags.includes(filter.tag) ? [...tags, filter.tag] : tags;
  const chips = shownStates(filter, counts).map((value) => ({
    value,
    label: stateWord(value),
    count: counts[value] ?? 0,
  }));
  return (
    <search aria-label={t`Filter sources`} className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
      <div className="grid grow grid-cols-2 gap-2 sm:flex sm:flex-wrap [&>:last-child:nth-child(even)]:col-span-2">
        <SearchBox q={filter.q} onFilter={onFilter} />
        <SelectField
          label={t`Kind`}
          hideLabel
          className="sm:w-auto!"
          options={[{ value: '', label: t`All kinds` }, ...sourceKindOptions()]}
          value={filter.kind ?? ''}
          onChange={(kind) => onFilter({ kind: kind || undefined })}
        />
        {chosen.length > 0 ? (
          <ComboboxField
            label={t`Tag`}
            hideLabel
            clearable
            className="sm:w-44"
            placeholder={t`All tags`}
            options={chosen.map((tag) => ({ value: tag, label: tag }))}
            value={filter.tag}
            onChange={(tag) => onFilter({ tag })}
          />
        ) : null}
        <SelectField
          label={t`Sort by`}
          hideLabel
          className="sm:w-auto!"
          options={sorts.map(({ value, label }) => ({ value, label: translate(label) }))}
          value={filter.sort ?? ''}
          onChange={(sort) => onFilter({ sort: (sort || undefined) as ListFilter['sort'] })}
        />
      </div>
      <OptionChips label={t`Status`} options={chips} value={filter.state} onChange={(state) => onFilter({ state })} />
    </search>
  );
}

const typingMs = 250;

/** Updates the URL when typing pauses, and follows it when a person goes back. */
function SearchBox({ q = '', onFilter }: { q: string | undefined; onFilter: Change }) {
  const [text, setText] = useState(q);
  const [shown, setShown] = useState(q);
  if (shown !== q) {
    setShown(q);
    setText(q);
  }
  const commit = useEffectEvent(() => onFilter({ q: text.trim() || undefined }));
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(commit, typingMs);
    return () => clearTimeout(timer);
  }, [text, q]);
  return (
    <div className="col-span-2 min-w-48 grow basis-56">
      <SearchField label={t`Find sources`} hideLabel placeholder={t`Find by name`} value={text} onChange={setText} />
    </div>
  );
}
