import { type ReactNode, useMemo, useRef } from 'react';
import { cn } from '../class-names.tsx';
import { useVirtualRows, virtualBody, virtualRow } from './virtual-rows.tsx';

type Props<Item> = {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  /** The estimated height of a row in pixels; each row is measured once it is rendered. */
  rowHeight: number;
  /** The number of all items, where more can be loaded. */
  total?: number;
  /** Called near the last row, to load more. */
  onNearEnd?: () => void;
  className?: string;
  rowClassName?: string;
};

/** A list of any length: only the visible rows and some around them are rendered. It scrolls with its nearest scrolling ancestor. */
export function VirtualList<Item>({
  items,
  keyOf,
  rowHeight,
  total,
  onNearEnd,
  ...look
}: Props<Item> & { children: (item: Item) => ReactNode }) {
  const list = useRef<HTMLUListElement>(null);
  const keys = useMemo(() => items.map(keyOf), [items, keyOf]);
  const { rows, height, measure } = useVirtualRows({ list, keys, rowHeight, onNearEnd });
  return (
    <ul ref={list} aria-label={look.label} className={cn(virtualBody, look.className)} style={{ height }}>
      {rows.map(({ index, key, top }) => (
        <li
          key={key}
          ref={measure}
          data-index={index}
          aria-setsize={total ?? items.length}
          aria-posinset={index + 1}
          className={cn(virtualRow, look.rowClassName)}
          style={{ transform: `translateY(${top}px)` }}
        >
          {look.children(items[index] as Item)}
        </li>
      ))}
    </ul>
  );
}
