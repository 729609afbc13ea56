/* biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, and its controls */
import type { ReactNode } from 'react';
import { cn } from '../class-names.tsx';
import { Checkbox } from '../controls/checkbox.tsx';
import { useWords } from '../words.tsx';
import { type Column, wideClass } from './table-columns.tsx';
import { aboveRowLink, cellClass, rowClass, stickyMain, stickySelect } from './table-looks.tsx';
import { virtualRow } from './virtual-rows.tsx';

type Props<Item> = {
  item: Item;
  index: number;
  columns: readonly Column<Item>[];
  isCurrent: boolean;
  /** Undefined: rows cannot be selected. */
  select: { label: string; chosen: boolean; onChange: (checked: boolean, range: boolean) => void } | undefined;
  actions: ReactNode;
  below: ReactNode;
  /** A column of actions is there, even if this row has none. */
  acts: boolean;
  fill: boolean;
  twoLines: boolean;
  top: number;
  measure: (element: HTMLElement | null) => void;
};

/** One row: a grid of cells, or a card where there is little room. */
export function TableRow<Item>({ item, index, columns, isCurrent, select, actions, below, ...rest }: Props<Item>) {
  const { acts, fill, twoLines, top, measure } = rest;
  return (
    <div
      ref={measure}
      role="row"
      data-index={index}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={select?.chosen}
      className={cn(
        virtualRow,
        rowClass,
        'scroll-mt-12 scroll-mb-32 border-line border-b bg-surface hover:bg-hover aria-selected:bg-accent-soft focus-visible:z-2 focus-visible:-outline-offset-2! forced-colors:aria-selected:border-s-4 forced-colors:aria-selected:border-s-[Highlight]',
        twoLines && '*:@2xl:min-h-12',
        select && '@max-2xl:ps-12',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      {select ? (
        <Cell
          className={cn(aboveRowLink, '@max-2xl:absolute! @max-2xl:inset-s-2 @max-2xl:top-1', fill && stickySelect)}
        >
          <Checkbox
            label={select.label}
            checked={select.chosen}
            onChange={(checked, event) => select.onChange(checked, 'shiftKey' in event && event.shiftKey === true)}
          />
        </Cell>
      ) : null}
      {columns.map((column) => (
        <DataCell key={column.id} column={column} fill={fill}>
          {column.cell(item)}
        </DataCell>
      ))}
      {acts ? (
        <Cell
          className={cn(
            aboveRowLink,
            'justify-end pointer-coarse:opacity-100 @2xl:opacity-0 @2xl:focus-within:opacity-100 @2xl:group-hover/row:opacity-100 @2xl:group-focus-within/row:opacity-100 @2xl:group-focus/row:opacity-100 @2xl:has-aria-expanded:opacity-100 @max-2xl:order-2',
          )}
        >
          {actions}
        </Cell>
      ) : null}
      {below ? (
        <Cell
          className={cn(
            aboveRowLink,
            'pointer-events-none basis-full empty:hidden *:pointer-events-auto @2xl:col-span-full @2xl:min-h-0! @2xl:pb-2 @max-2xl:order-4',
            select && '@2xl:ps-12',
          )}
        >
          {below}
        </Cell>
      ) : null}
    </div>
  );
}

const Cell = ({ className, children }: { className?: string; children: ReactNode }) => (
  <div role="gridcell" className={cn(cellClass, className)}>
    {children}
  </div>
);

function DataCell<Item>({ column, fill, children }: { column: Column<Item>; fill: boolean; children: ReactNode }) {
  const { isMain, align, onCards = 'plain', label } = column;
  const words = useWords();
  if (isMain)
    return (
      <div
        role="rowheader"
        className={cn(cellClass, '@max-2xl:grow @max-2xl:basis-[calc(100%-7rem)] @max-2xl:order-1', fill && stickyMain)}
      >
        {children}
      </div>
    );
  const look = cn(
    '@max-2xl:order-3 text-muted',
    align === 'end' && 'tabular-nums @2xl:justify-end @2xl:text-end',
    onCards === 'hidden' && '@max-2xl:hidden',
    wideClass(column, fill),
  );
  return (
    <Cell className={look}>
      {onCards === 'labelled' ? <span className="me-1 shrink-0 @2xl:hidden">{words.labelled(label)}</span> : null}
      <span className="min-w-0 truncate *:align-middle">{children}</span>
    </Cell>
  );
}
