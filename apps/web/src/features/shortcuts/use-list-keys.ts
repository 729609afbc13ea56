import type { ListHandle } from '@millrace/ui/data/row-list';
import { type RefObject, useId } from 'react';
import { useShortcut } from './use-shortcut.ts';

type Options = {
  list: RefObject<ListHandle | null>;
  /** Moves the focus to the filters of the list. */
  onFilter?: () => unknown;
  /** Applies or removes the filter at that position, counted from 1. Returns false if there is none. */
  onPick?: (position: number) => unknown;
  /** Clears the filters. Returns false if none is set. */
  onClear?: () => unknown;
  /** Only while the focus is in the list: for lists beside the page's own. */
  onlyWithin?: boolean;
};

/**
 * The single keys of a list: `j` and `k` move, `x` and `Shift x` select, `f` and the digits filter, Escape clears. They work from
 * anywhere on the page, unless the focus is in another list; of several lists, the one mounted last is asked first. The result marks the
 * element around the list and its filters.
 */
export function useListKeys({ list, onFilter, onPick, onClear, onlyWithin = false }: Options) {
  const id = useId();
  const isMeant = () => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-list-keys]');
    return focused ? focused.dataset.listKeys === id : !onlyWithin;
  };
  /** Without a list, or while it is hidden, the keys are left to others. */
  const inList = (act: (handle: ListHandle) => boolean) => {
    const handle = list.current;
    return isMeant() && handle?.element()?.checkVisibility() ? act(handle) : false;
  };
  const inFilters = (act: (() => unknown) | undefined) => (act && isMeant() ? act() : false);
  useShortcut('nextRow', () => inList((handle) => handle.move(1)));
  useShortcut('previousRow', () => inList((handle) => handle.move(-1)));
  useShortcut('selectRow', () => inList((handle) => handle.select(false)));
  useShortcut('selectRange', () => inList((handle) => handle.select(true)));
  useShortcut('filter', () => inFilters(onFilter));
  useShortcut('pickFilter', (keys) => inFilters(onPick && (() => onPick(Number(keys)))));
  useShortcut('clearList', () => inList((handle) => handle.clear()) || inFilters(onClear));
  return { 'data-list-keys': id };
}
