import { useMemo, useRef, useState } from 'react';
import { type ListScroller, manyOptions, type OptionSource } from './combobox-popup.tsx';
import type { Option } from './option.tsx';
import { filterOptions, isLabel } from './option-filter.ts';

export type ComboboxOptions = {
  options: readonly Option[];
  /** Called with what is typed: the options are those that were found for it, and are not filtered here. */
  onQuery?: (typed: string) => void;
  source?: OptionSource;
  /** Offers what was typed as a new option. */
  onCreate?: (text: string) => void;
};

/** Marks the value of the option that creates one. */
const creating = '\u0000new';

export const isCreating = (option: Option): boolean => option.value === creating;

/** What single and multiple comboboxes share: the options that fit what is typed, and scrolling to the highlighted one. */
export function useCombobox({ options, onQuery, onCreate }: ComboboxOptions, createLabel: (text: string) => string) {
  const [typed, setTyped] = useState('');
  const scroller = useRef<ListScroller | null>(null);
  const text = typed.trim();
  const shown = useMemo(() => {
    const found = onQuery ? options : filterOptions(options, text);
    if (!onCreate || text === '' || isLabel(options, text)) return found;
    return [...found, { value: creating, label: createLabel(text) }];
  }, [options, text, onQuery, onCreate, createLabel]);
  const type = (next: string) => {
    if (next === typed) return;
    setTyped(next);
    onQuery?.(next.trim());
  };
  const onItemHighlighted = (item: Option | undefined, details: { reason: string; index: number }) => {
    if (item === undefined || details.reason === 'pointer') return;
    const { index } = details;
    queueMicrotask(() => scroller.current?.scrollToIndex(index, { align: 'auto' }));
  };
  const root = {
    items: shown,
    filteredItems: shown,
    virtualized: shown.length > manyOptions,
    autoHighlight: typed !== '',
    isItemEqualToValue: (item: Option, value: Option) => item.value === value.value,
    onItemHighlighted,
  };
  return { text, typed, type, shown, scroller, root };
}
