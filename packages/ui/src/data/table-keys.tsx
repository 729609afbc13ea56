import {
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type Ref,
  type RefObject,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { indexAfter, keepTabStops, type ListHandle, stepOf } from './row-list.tsx';

type Body = RefObject<HTMLElement | null>;

const rowOf = (target: EventTarget) => (target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null);

/** Events of dialogs and menus that a row has opened come through React too, from outside the table. */
const isOfTable = ({ currentTarget, target }: { currentTarget: EventTarget; target: EventTarget }) =>
  currentTarget instanceof Node && target instanceof Node && currentTarget.contains(target);

/** The row that the keys work on, followed by its key while rows come and go, and how to move to another. */
export function useCurrentRow(body: Body, keys: readonly string[]) {
  const [place, setPlace] = useState({ key: '', index: 0 });
  const hasFocus = useRef(false);
  const found = keys.indexOf(place.key);
  const current = found >= 0 ? found : Math.min(place.index, Math.max(0, keys.length - 1));
  const focusRow = (index: number) => {
    // a row out of view is rendered first
    flushSync(() => setPlace({ key: keys[index] ?? '', index }));
    const row = body.current?.querySelector<HTMLElement>(`[data-index="${index}"]`);
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: 'nearest' });
  };
  useLayoutEffect(() => {
    if (body.current === null) return;
    const stops = () => {
      const rows = [...(body.current?.querySelectorAll<HTMLElement>('[data-index]') ?? [])];
      const row = rows.find(({ dataset }) => dataset.current !== undefined);
      keepTabStops(rows, row);
      // the focus was in a row that is gone
      if (hasFocus.current && document.activeElement === document.body) row?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(stops);
    observer.observe(body.current, { childList: true, subtree: true, attributeFilter: ['data-current'] });
    stops();
    return () => observer.disconnect();
  }, [body]);
  return {
    current,
    focusRow,
    onFocus: (event: FocusEvent) => {
      const row = isOfTable(event) ? rowOf(event.target) : null;
      if (row === null) return;
      hasFocus.current = true;
      const index = Number(row.dataset.index);
      if (index !== current || place.key === '') setPlace({ key: keys[index] ?? '', index });
    },
    onBlur: () => {
      hasFocus.current = false;
    },
    onClick: (event: MouseEvent) => {
      const isControl =
        event.target instanceof Element &&
        event.target.closest('a, button, input, label, [role]:not([role=row], [role=gridcell], [role=rowheader])');
      // whoever selects a text does not want to leave
      if (!isOfTable(event) || isControl || document.getSelection()?.isCollapsed === false) return;
      openRow(rowOf(event.target), event);
    },
  };
}

type Held = Pick<globalThis.MouseEvent, 'ctrlKey' | 'metaKey' | 'shiftKey'>;

/** Follows the link of a row as a click on it would: with Ctrl in another tab. */
function openRow(row: HTMLElement | null, { ctrlKey, metaKey, shiftKey }: Held): boolean {
  const link = row?.querySelector<HTMLElement>('[data-row-link]');
  link?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  return Boolean(link);
}

type Keys = {
  current: number;
  count: number;
  focusRow: (index: number) => void;
  select: (range: boolean) => boolean;
};

/** As many rows as a page key moves by: about those in view. */
const rowsInView = () => Math.max(1, Math.floor(window.innerHeight / 48));

export function onTableKey(event: KeyboardEvent, { current, count, focusRow, select }: Keys): void {
  if (event.defaultPrevented || !isOfTable(event)) return;
  const by = stepOf(event, rowsInView());
  if (by !== undefined) {
    event.preventDefault();
    focusRow(indexAfter(current, by, count));
    return;
  }
  const row = rowOf(event.target);
  if (row !== event.target || event.altKey) return;
  const isUsed = (event.key === 'Enter' && openRow(row, event)) || (event.key === ' ' && select(event.shiftKey));
  if (isUsed) event.preventDefault();
}

type Handle = Keys & { body: Body; selection: { chosen: ReadonlySet<string>; clear: () => void } | undefined };

/** What shortcuts can do with the table. */
export function useTableHandle(list: Ref<ListHandle> | undefined, { body, selection, ...keys }: Handle): void {
  useImperativeHandle(list, () => ({
    element: () => body.current,
    move: (by) => {
      if (keys.count === 0) return false;
      const isInside = body.current?.contains(document.activeElement) ?? false;
      keys.focusRow(isInside ? indexAfter(keys.current, by, keys.count) : keys.current);
      return true;
    },
    select: keys.select,
    clear: () => {
      if (!selection || selection.chosen.size === 0) return false;
      selection.clear();
      return true;
    },
  }));
}
