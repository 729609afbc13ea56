import { Check, X } from 'lucide-react';
import { type FocusEvent, useState } from 'react';
import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';
import { FacetRange } from './facet-range.tsx';

export type FacetValue = { value: string; label: string; count?: number };
export type FacetGroup = { id: string; label: string } & (
  | {
      kind: 'values';
      values: readonly FacetValue[];
      /** Several values can be chosen. Default: choosing one replaces the other. */
      multiple?: boolean;
    }
  | { kind: 'range'; type: 'number' | 'date' }
);
/** The chosen values by group; of a range its two ends, '' for an open one. Simple enough to be kept in a URL. */
export type FacetState = Readonly<Record<string, readonly string[] | undefined>>;

type Props = {
  label: string;
  groups: readonly FacetGroup[];
  state: FacetState;
  /** Gets the group that has changed, with its new values. */
  onChange: (id: string, chosen: readonly string[]) => void;
  className?: string;
};

/** Longer groups can be searched, and show their first values until asked for all. */
const few = 10;

const isChosen = (chosen: readonly string[] | undefined) => chosen?.some((value) => value !== '') ?? false;

/**
 * Filters beside a list: groups of values with how many rows each has, and ranges. `data-facet-value` marks the values in the order in
 * which they are shown, for shortcuts that pick one by its position.
 */
export function Facets({ label, groups, state, onChange, className }: Props) {
  const words = useWords();
  return (
    <search aria-label={label} className={cn('block space-y-4', className)}>
      {groups.map((group) => {
        const chosen = state[group.id] ?? [];
        return (
          <fieldset key={group.id} aria-label={group.label} className="min-w-0">
            <div className="flex min-h-7 items-center justify-between gap-2 text-muted text-xs">
              <span aria-hidden className="font-medium">
                {group.label}
              </span>
              {isChosen(chosen) ? (
                <button
                  type="button"
                  aria-label={words.clearOf(group.label)}
                  onClick={() => onChange(group.id, [])}
                  className="inline-flex min-h-7 touch:min-h-9 items-center gap-1 rounded-md px-1.5 hover:bg-hover hover:text-ink"
                >
                  <X aria-hidden className="size-3.5" />
                  {words.clearFilter}
                </button>
              ) : null}
            </div>
            {group.kind === 'range' ? (
              <FacetRange type={group.type} chosen={chosen} onChange={(range) => onChange(group.id, range)} />
            ) : (
              <Values
                label={group.label}
                values={group.values}
                chosen={chosen}
                onToggle={(value) => onChange(group.id, toggled(chosen, value, group.multiple ?? false))}
              />
            )}
          </fieldset>
        );
      })}
    </search>
  );
}

const toggled = (chosen: readonly string[], value: string, multiple: boolean): readonly string[] =>
  chosen.includes(value) ? chosen.filter((one) => one !== value) : multiple ? [...chosen, value] : [value];

/** Chosen values first, otherwise in the given order. */
const inOrder = (values: readonly FacetValue[], chosen: readonly string[]) => [
  ...values.filter(({ value }) => chosen.includes(value)),
  ...values.filter(({ value }) => !chosen.includes(value)),
];

type ValuesProps = {
  label: string;
  values: readonly FacetValue[];
  chosen: readonly string[];
  onToggle: (value: string) => void;
};

function Values({ label, values, chosen, onToggle }: ValuesProps) {
  const words = useWords();
  const [query, setQuery] = useState('');
  const [all, setAll] = useState(false);
  // nothing moves under the pointer or the focus: values that were just chosen go first once these have left
  const [frozen, setFrozen] = useState<readonly string[]>();
  const ordered = inOrder(values, frozen ?? chosen);
  const wanted = query.trim().toLocaleLowerCase();
  const found = ordered.filter((one) => one.label.toLocaleLowerCase().includes(wanted));
  const shown = all || wanted !== '' ? found : found.slice(0, Math.max(few, chosen.length));
  const freeze = () => setFrozen((before) => before ?? chosen);
  const melt = () => setFrozen(undefined);
  const calm = {
    onPointerEnter: freeze,
    onPointerLeave: melt,
    onFocus: freeze,
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) =>
      currentTarget.contains(relatedTarget) || melt(),
  };
  return (
    <div {...calm}>
      {values.length > few ? (
        <input
          type="search"
          aria-label={words.findIn(label)}
          placeholder={words.findIn(label)}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          className="mb-1 min-h-8 touch:min-h-9 w-full rounded-md border border-line-strong bg-surface px-2 text-field"
        />
      ) : null}
      <ul aria-label={label}>
        {shown.map((one) => (
          <Value key={one.value} {...one} isChosen={chosen.includes(one.value)} onToggle={() => onToggle(one.value)} />
        ))}
      </ul>
      {wanted !== '' && found.length === 0 ? (
        <p role="status" className="px-2 text-muted text-xs">
          {words.nothingMatches}
        </p>
      ) : null}
      {shown.length < found.length ? (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="min-h-7 touch:min-h-9 rounded-md px-2 text-muted text-xs underline underline-offset-2 hover:text-ink"
        >
          {words.showAll(found.length)}
        </button>
      ) : null}
    </div>
  );
}

const Value = ({ label, count, isChosen, onToggle }: FacetValue & { isChosen: boolean; onToggle: () => void }) => {
  const words = useWords();
  return (
    <li>
      <button
        type="button"
        data-facet-value=""
        aria-pressed={isChosen}
        onClick={onToggle}
        className={cn(
          'flex min-h-8 touch:min-h-9 w-full items-center gap-2 rounded-md px-2 py-1 text-start text-xs',
          isChosen ? 'bg-accent-soft font-medium text-accent-ink forced-colors:border' : 'hover:bg-hover',
        )}
      >
        <span dir="auto" className="min-w-0 grow break-words">
          {label}
        </span>
        {isChosen ? <Check aria-hidden className="size-3.5 shrink-0" /> : null}
        {count === undefined ? null : (
          <span className={cn('shrink-0 tabular-nums', isChosen || 'text-muted')}>{words.formatNumber(count)}</span>
        )}
      </button>
    </li>
  );
};
