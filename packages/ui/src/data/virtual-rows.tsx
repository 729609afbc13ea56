import {
  defaultRangeExtractor,
  measureElement,
  type Range,
  useVirtualizer,
  type Virtualizer,
} from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { flushSync } from 'react-dom';

type Options = {
  /** The element that holds the rows. It scrolls with its nearest scrolling ancestor. */
  list: RefObject<HTMLElement | null>;
  /** The keys of all rows; the same array as long as they are the same, since a new one costs a pass over all. */
  keys: readonly string[];
  /** The estimated height of a row in pixels; each row is measured once it is rendered. */
  rowHeight: number;
  /** The index of a row that stays rendered wherever the list is scrolled to, because it has the focus; -1: none. */
  kept?: number;
  /** Called near the last row, to load more. */
  onNearEnd?: (() => void) | undefined;
};

/** As many rows as are printed; more than anybody reads on paper. */
const mostPrinted = 2_000;

/** The nearest ancestor that scrolls. */
function scrollerOf(element: Element | null): Element | null {
  for (let at = element?.parentElement ?? null; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}

/** New rows have the estimated height until the browser has laid all of them out at once: asking each would cost a layout per row. */
const sizeOf = (element: Element, entry: ResizeObserverEntry | undefined, virtual: Virtualizer<Element, Element>) => {
  if (entry !== undefined) return measureElement(element, entry, virtual);
  const index = virtual.indexFromElement(element);
  return virtual.itemSizeCache.get(virtual.options.getItemKey(index)) ?? virtual.options.estimateSize(index);
};

/** Which rows of a long list are rendered, and where: those in view, some around them, and on paper all. */
export function useVirtualRows({ list, keys, rowHeight, kept = -1, onNearEnd }: Options) {
  const [scroller, setScroller] = useState<Element | null>(null);
  const [margin, setMargin] = useState(0);
  const printing = useIsPrinting();
  const count = keys.length;
  const getItemKey = useCallback((index: number) => keys[index] ?? index, [keys]);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller,
    estimateSize: () => rowHeight,
    getItemKey,
    measureElement: sizeOf,
    scrollMargin: margin,
    overscan: 8,
    rangeExtractor: (range: Range) => {
      if (printing) return Array.from({ length: Math.min(count, mostPrinted) }, (_, index) => index);
      const shown = defaultRangeExtractor(range);
      return kept < 0 || kept >= count || shown.includes(kept) ? shown : [...shown, kept].sort((a, b) => a - b);
    },
  });
  const { isScrolling } = virtual;
  // content above may change its height, and with it the start of the list; not while somebody scrolls, since asking costs a layout
  useLayoutEffect(() => {
    if (isScrolling && scroller !== null) return;
    const found = scrollerOf(list.current);
    if (found !== scroller) setScroller(found);
    if (!found || !list.current) return;
    const top = list.current.getBoundingClientRect().top - found.getBoundingClientRect().top + found.scrollTop;
    if (Math.abs(top - margin) > 1) setMargin(top);
  });
  const last = virtual.range?.endIndex ?? -1;
  useEffect(() => {
    if (last >= count - 10) onNearEnd?.();
  }, [last, count, onNearEnd]);
  const rows = virtual.getVirtualItems().map(({ index, key, start }) => ({ index, key, top: start - margin }));
  return { rows, height: virtual.getTotalSize(), measure: virtual.measureElement };
}

/** Rows that are out of view are rendered before the browser draws the pages. */
function useIsPrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    window.addEventListener('beforeprint', begin);
    window.addEventListener('afterprint', end);
    return () => {
      window.removeEventListener('beforeprint', begin);
      window.removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

/** The classes of an element that holds such rows, and of a row: on paper they follow one another. */
export const virtualBody = 'relative print:h-auto!';
export const virtualRow = 'absolute inset-x-0 top-0 print:static print:transform-none!';
