import { sourceKinds } from '@millrace/contract/sources/source-kinds';
import { type SourcePage, sourceStates } from '@millrace/contract/sources/sources';
import { ChoiceChips } from '@millrace/ui/choice-chips';
import { SelectField, TextField } from '@millrace/ui/field';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { trpc } from '../../../trpc.ts';
import type { ListFilter } from './list-filter.ts';
import { stateLooks } from './source-status.tsx';

type Change = (change: Partial<ListFilter>) => void;
type Props = { workspaceId: string; filter: ListFilter; counts: SourcePage['counts']; onFilter: Change };

const sorts = [
  { value: '', label: 'Newest first' },
  { value: 'oldest', label: 'Oldest first' },
  { value: 'title', label: 'By name' },
  { value: 'updated', label: 'Last changed' },
  { value: 'retrieved', label: 'Most found' },
];
const kinds = [{ value: '', label: 'All kinds' }, ...sourceKinds];

/** What narrows and orders the list; all of it stands in the address. */
export function SourceFilters({ workspaceId, filter, counts, onFilter }: Props) {
  const tags = useQuery(trpc.sources.tags.queryOptions({ workspaceId })).data ?? [];
  const chosen = filter.tag && !tags.includes(filter.tag) ? [...tags, filter.tag] : tags;
  const states = sourceStates.filter((state) => state === filter.state || (counts[state] ?? 0) > 0);
  const chips = states.map((value) => ({ value, label: stateLooks[value].word, count: counts[value] ?? 0 }));
  return (
    <search aria-label="Filter sources" className="mb-3 block space-y-3">
      <div className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap [&>:last-child:nth-child(even)]:col-span-2">
        <SearchBox q={filter.q} onFilter={onFilter} />
        <SelectField
          label="Kind"
          hideLabel
          className="sm:w-auto!"
          options={kinds}
          value={filter.kind ?? ''}
          onChange={({ target }) => onFilter({ kind: target.value || undefined })}
        />
        {chosen.length > 0 ? (
          <SelectField
            label="Tag"
            hideLabel
            className="sm:w-auto! sm:max-w-44"
            options={[{ value: '', label: 'All tags' }, ...chosen.map((tag) => ({ value: tag, label: tag }))]}
            value={filter.tag ?? ''}
            onChange={({ target }) => onFilter({ tag: target.value || undefined })}
          />
        ) : null}
        <SelectField
          label="Order"
          hideLabel
          className="sm:w-auto!"
          options={sorts}
          value={filter.sort ?? ''}
          onChange={({ target }) => onFilter({ sort: (target.value || undefined) as ListFilter['sort'] })}
        />
      </div>
      <ChoiceChips label="State" options={chips} value={filter.state} onChange={(state) => onFilter({ state })} />
    </search>
  );
}

const typingMs = 250;

/** Types freely; the address follows when one stops, and back again when one goes back. */
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
    <div className="col-span-2 min-w-48 grow basis-64">
      <TextField
        type="search"
        label="Find a source"
        hideLabel
        placeholder="Find by name"
        autoComplete="off"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </div>
  );
}
