import { useState } from 'react';

/** What shortcuts do with a list, wherever the focus is. Each returns false if there was nothing to do. */
export type ListHandle = {
  /** The element that holds the rows; null while there is none. */
  element: () => HTMLElement | null;
  /** Moves the focus by that many rows; to the current row if it is elsewhere. */
  move: (by: number) => boolean;
  /** Selects or deselects the current row, or all rows since the last one. */
  select: (range: boolean) => boolean;
  /** Deselects all rows. */
  clear: () => boolean;
};

/** What a keyboard can reach within a row. */
const tabbable = 'a[href], button, input, select, textarea, summary, [tabindex]';
/** Controls that need the arrow keys themselves. */
const needsArrows = 'input, select, textarea, [role=separator], [role=combobox], [aria-haspopup], [role=slider]';

type Pressed = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'> & {
  target: EventTarget | null;
};

/** By how many rows a key moves the focus; `page` rows are in view. Undefined: the key means something else. */
export function stepOf({ key, altKey, ctrlKey, metaKey, shiftKey, target }: Pressed, page: number): number | undefined {
  if (altKey || ctrlKey || metaKey || shiftKey) return undefined;
  if (target instanceof Element && target.matches(needsArrows)) return undefined;
  if (key === 'ArrowDown') return 1;
  if (key === 'ArrowUp') return -1;
  if (key === 'PageDown') return page;
  if (key === 'PageUp') return -page;
  if (key === 'Home') return Number.NEGATIVE_INFINITY;
  return key === 'End' ? Number.POSITIVE_INFINITY : undefined;
}

/** The index after a step from `from`, within a list of `count` rows. */
export const indexAfter = (from: number, by: number, count: number): number =>
  Math.max(0, Math.min(count - 1, from + by));

/**
 * Leaves only the controls of the current row to the Tab key: a list of 50 rows is one stop and not 150. What a row had is kept
 * in an attribute, because the controls are of any kind.
 */
export function keepTabStops(rows: Iterable<HTMLElement>, current: HTMLElement | undefined): void {
  for (const row of rows) {
    for (const control of row.querySelectorAll<HTMLElement>(tabbable)) {
      const { tabStop } = control.dataset;
      if (row !== current && control.tabIndex >= 0) {
        control.dataset.tabStop = control.getAttribute('tabindex') ?? '';
        control.tabIndex = -1;
      } else if (row === current && tabStop !== undefined) {
        if (tabStop === '') control.removeAttribute('tabindex');
        else control.setAttribute('tabindex', tabStop);
        delete control.dataset.tabStop;
      }
    }
  }
}

/** Rows that the arrow keys move by in lists without a grid. */
const page = 10;

function createRowList() {
  let element: HTMLElement | null = null;
  let current: HTMLElement | undefined;
  const rows = () => [...(element?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  const currentOf = (all: HTMLElement[]) =>
    all.find((row) => row === current) ?? all.find((row) => row.querySelector('[aria-current=page]')) ?? all[0];
  const refresh = () => {
    const all = rows();
    keepTabStops(all, currentOf(all));
  };
  const move = (by: number) => {
    // those that are folded away are passed over
    const all = rows().filter((row) => row.checkVisibility());
    const from = currentOf(all);
    if (from === undefined) return false;
    const isInside = element?.contains(document.activeElement) ?? false;
    const next = isInside ? all[indexAfter(all.indexOf(from), by, all.length)] : from;
    (next?.querySelector<HTMLElement>('[data-row-target]') ?? next)?.focus();
    return true;
  };
  const onFocus = ({ target }: FocusEvent) => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
    if (row === null || row === current) return;
    current = row;
    refresh();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = stepOf(event, page);
    const isInRow = event.target instanceof Element && event.target.closest('[data-row]') !== null;
    if (by !== undefined && isInRow && move(by)) event.preventDefault();
  };
  const attach = (found: HTMLElement | null) => {
    if (found === null) return;
    element = found;
    refresh();
    const observer = new MutationObserver(refresh);
    observer.observe(found, { childList: true, subtree: true });
    found.addEventListener('focusin', onFocus);
    found.addEventListener('keydown', onKeyDown);
    return () => {
      observer.disconnect();
      found.removeEventListener('focusin', onFocus);
      found.removeEventListener('keydown', onKeyDown);
      element = null;
    };
  };
  const nothing = () => false;
  return { attach, handle: { element: () => element, move, select: nothing, clear: nothing } satisfies ListHandle };
}

/**
 * One tab stop for a list: `attach` is the ref of an element around elements with `data-row`. Arrow keys, Home, End and the page
 * keys move from row to row; within a row `data-row-target` gets the focus, else the row itself.
 */
export function useRowList(): {
  attach: (element: HTMLElement | null) => (() => void) | undefined;
  handle: ListHandle;
} {
  const [list] = useState(createRowList);
  return list;
}
