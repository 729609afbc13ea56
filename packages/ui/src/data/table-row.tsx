/* biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, and its controls */
import { memo, type ReactNode } from 'react';
import { cn } from '../class-names.tsx';
import { Checkbox } from '../controls/checkbox.tsx';
import { useWords } from '../words.tsx';
import { type Column, menuWidth, wideClass } from './table-columns.tsx';
import { aboveRowLink, cellClass, rowClass, stickyMain, stickySelect } from './table-looks.tsx';
import { virtualRow } from './virtual-rows.tsx';

export type RowSelection<Item> = {
  toggle: (id: string, checked: boolean, range: boolean) => void;
  labelOf: (item: Item) => string;
};

type Props<Item> = {
  item: Item;
  id: string;
  index: number;
  columns: readonly Column<Item>[];
  isCurrent: boolean;
  isChosen: boolean;
  /** Undefined: rows cannot be selected. */
  selection: RowSelection<Item> | undefined;
  actions: ((item: Item) => ReactNode) | undefined;
  below: ((item: Item) => ReactNode) | undefined;
  /** The width of the column of actions in rem; 0: there is none. */
  actionsWidth: number;
  fill: boolean;
  twoLines: boolean;
  top: number;
  measure: (element: HTMLElement | null) => void;
};

/** One row: a grid of cells, or a card where there is little room. It is rendered anew only if something about it has changed. */
export const TableRow = memo(Row) as typeof Row;

function Row<Item>({ item, id, index, columns, isCurrent, isChosen, selection, ...rest }: Props<Item>) {
  const { actions, actionsWidth, fill, twoLines, top, measure } = rest;
  const below = rest.below?.(item);
  return (
    <div
      ref={measure}
      role="row"
      data-index={index}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={selection && isChosen}
      className={cn(
        virtualRow,
        rowClass,
        'scroll-mt-12 scroll-mb-32 border-line border-b bg-surface hover:bg-hover aria-selected:bg-accent-soft focus-visible:z-2 focus-visible:-outline-offset-2! forced-colors:aria-selected:border-s-4 forced-colors:aria-selected:border-s-[Highlight]',
        twoLines && '*:@xl:min-h-11.75',
        selection && '@max-xl:ps-12',
      )}
      style={{ transform: `translateY(${top}px)` }}
    >
      {selection ? (
        <Cell className={cn(aboveRowLink, '@max-xl:absolute! @max-xl:inset-s-2 @max-xl:top-1', fill && stickySelect)}>
          <Checkbox
            label={selection.labelOf(item)}
            checked={isChosen}
            onChange={(checked, event) => selection.toggle(id, checked, 'shiftKey' in event && event.shiftKey === true)}
          />
        </Cell>
      ) : null}
      {columns.map((column) => (
        <DataCell key={column.id} column={column} fill={fill}>
          {column.cell(item)}
        </DataCell>
      ))}
      {actionsWidth > 0 ? (
        <Cell
          className={cn(
            aboveRowLink,
            'justify-end gap-2 @max-xl:order-2',
            actionsWidth === menuWidth &&
              '*:aria-expanded:opacity-100! pointer-coarse:*:opacity-100 @xl:*:opacity-0 @xl:*:focus-visible:opacity-100 @xl:group-hover/row:*:opacity-100 @xl:group-focus-within/row:*:opacity-100 @xl:pointer-coarse:*:opacity-100',
          )}
        >
          {actions?.(item)}
        </Cell>
      ) : null}
      {below ? (
        <Cell
          className={cn(
            aboveRowLink,
            'pointer-events-none basis-full empty:hidden *:pointer-events-auto @xl:col-span-full @xl:min-h-0! @xl:pb-2 @max-xl:order-4',
            selection && '@xl:ps-12',
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
  const { isMain, isControl, align, onCards = 'plain', label } = column;
  const words = useWords();
  if (isMain)
    return (
      <div
        role="rowheader"
        className={cn(
          cellClass,
          '@max-xl:order-1 @max-xl:grow @max-xl:basis-[max(50%,100%-var(--actions)-1rem)]',
          fill && stickyMain,
        )}
      >
        {children}
      </div>
    );
  const look = cn(
    '@max-xl:order-3 text-muted',
    align === 'end' && 'tabular-nums @xl:justify-end @xl:text-end',
    (onCards === 'hidden' || children === null) && '@max-xl:hidden',
    wideClass(column, fill),
  );
  return (
    <Cell className={look}>
      {onCards === 'labelled' ? <span className="me-1 shrink-0 @xl:hidden">{words.labelled(label)}</span> : null}
      {isControl ? children : <span className="min-w-0 truncate *:align-middle">{children}</span>}
    </Cell>
  );
}
