import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';

type Props<Item> = {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** The estimated height of a row in pixels; each row is measured once it is rendered. */
  rowHeight: number;
  children: (item: Item) => ReactNode;
  /** The number of all items, where more can be loaded. */
  total?: number;
  /** Called near the last row, to load more. */
  onNearEnd?: () => void;
  className?: string;
  rowClassName?: string;
};

/** The nearest ancestor that scrolls. */
function scrollerOf(element: Element | null): Element | null {
  for (let at = element?.parentElement ?? null; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}

/** A list of any length: only the visible rows and some around them are rendered. It scrolls with its nearest scrolling ancestor. */
export function VirtualList<Item>({ items, keyOf, rowHeight, total, onNearEnd, ...look }: Props<Item>) {
  const list = useRef<HTMLUListElement>(null);
  const [scroller, setScroller] = useState<Element | null>(null);
  const [margin, setMargin] = useState(0);
  // content above may change its height, and with it the start of the list
  useLayoutEffect(() => {
    const found = scrollerOf(list.current);
    if (found !== scroller) setScroller(found);
    if (!found || !list.current) return;
    const top = list.current.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop;
    if (Math.abs(top - margin) > 1) setMargin(top);
  });
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    getItemKey: (index) => keyOf(items[index] as Item),
    scrollMargin: margin,
    overscan: 8,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? -1;
  useEffect(() => {
    if (last >= items.length - 10) onNearEnd?.();
  }, [last, items.length, onNearEnd]);
  return (
    <ul
      ref={list}
      aria-label={look.label}
      className={look.className}
      style={{ position: 'relative', height: virtual.getTotalSize() }}
    >
      {rows.map((row) => (
        <li
          key={row.key}
          ref={virtual.measureElement}
          data-index={row.index}
          aria-setsize={total ?? items.length}
          aria-posinset={row.index + 1}
          className={look.rowClassName}
          style={{ position: 'absolute', insetInline: 0, top: 0, transform: `translateY(${row.start - margin}px)` }}
        >
          {look.children(items[row.index] as Item)}
        </li>
      ))}
    </ul>
  );
}
