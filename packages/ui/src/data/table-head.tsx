/* biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, and its controls */
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react';
import { cn } from '../class-names.tsx';
import { BareIconButton } from '../controls/button.tsx';
import { Checkbox } from '../controls/checkbox.tsx';
import { Menu, MenuCheck, MenuItem, MenuSeparator } from '../controls/menu.tsx';
import { remInPixels } from '../layout/rem.tsx';
import { ResizeHandle } from '../layout/resize-handle.tsx';
import { useWords } from '../words.tsx';
import {
  type Column,
  initialLayout,
  narrowest,
  nextSort,
  type Sort,
  type TableLayout,
  wideClass,
  widest,
  widthOf,
} from './table-columns.tsx';
import { cellClass, rowClass, stickyMain, stickySelect } from './table-looks.tsx';

/** What the checkbox above all rows shows and does. */
export type SelectAll = { label: string; state: 'none' | 'some' | 'all'; onChange: () => void };

type Props<Item> = {
  /** All columns, hidden ones too. */
  columns: readonly Column<Item>[];
  shown: readonly Column<Item>[];
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
  selectAll: SelectAll | undefined;
  layout: TableLayout;
  onLayout: ((layout: TableLayout) => void) | undefined;
  acts: boolean;
  fill: boolean;
};

/** The names of the columns: they sort, and their edges are dragged. It stays in view while the rows scroll. */
export function TableHead<Item>({ columns, shown, selectAll, acts, fill, ...rest }: Props<Item>) {
  const words = useWords();
  const { layout, onLayout, sort, onSort } = rest;
  return (
    <div
      role="rowgroup"
      className={cn(
        'sticky top-0 z-20 rounded-t-[calc(var(--radius-lg)-1px)] border-line border-b bg-surface',
        selectAll || '@max-xl:hidden',
      )}
    >
      <div
        role="row"
        aria-rowindex={1}
        className={cn(rowClass, 'rounded-t-[inherit] bg-inherit font-medium text-muted')}
      >
        {selectAll ? (
          <span role="columnheader" className={cn(cellClass, fill && stickySelect)}>
            <Checkbox
              label={selectAll.label}
              checked={selectAll.state === 'all'}
              indeterminate={selectAll.state === 'some'}
              onChange={selectAll.onChange}
            />
            <span aria-hidden className="ms-2 @xl:hidden">
              {selectAll.label}
            </span>
          </span>
        ) : null}
        {shown.map((column) => (
          <ColumnHead key={column.id} {...{ column, sort, onSort, layout, onLayout, fill }} />
        ))}
        {acts ? (
          <span role="columnheader" className={cn(cellClass, 'justify-end @max-xl:hidden')}>
            {onLayout ? (
              <ColumnsMenu columns={columns} layout={layout} onLayout={onLayout} />
            ) : (
              <span className="sr-only">{words.actions}</span>
            )}
          </span>
        ) : null}
      </div>
    </div>
  );
}

type HeadProps<Item> = Pick<Props<Item>, 'sort' | 'onSort' | 'layout' | 'onLayout' | 'fill'> & { column: Column<Item> };

function ColumnHead<Item>({ column, sort, onSort, layout, onLayout, fill }: HeadProps<Item>) {
  const { id, label, align, isMain } = column;
  const direction = sort?.column === id ? sort.direction : undefined;
  const next = onSort && nextSort(column, sort);
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
  const resize = (width: number) => onLayout?.({ ...layout, widths: { ...layout.widths, [id]: width } });
  const reset = () => {
    const { [id]: _, ...widths } = layout.widths;
    onLayout?.({ ...layout, widths });
  };
  return (
    <span
      role="columnheader"
      // its edge has a name of its own, which is no part of this one
      aria-label={onLayout && label}
      aria-sort={next ? (direction ?? 'none') : undefined}
      className={cn(
        cellClass,
        'relative @max-xl:hidden',
        wideClass(column, fill),
        align === 'end' && 'justify-end text-end',
        fill && isMain && stickyMain,
      )}
    >
      {next ? (
        <button
          type="button"
          onClick={() => onSort?.(next)}
          className={cn('-mx-1.5 inline-flex min-h-7 min-w-0 items-center gap-1 rounded-md px-1.5 hover:text-ink', {
            'text-ink': direction,
            'flex-row-reverse': align === 'end',
          })}
        >
          <span className="truncate">{label}</span>
          <Arrow aria-hidden className={cn('size-3.5 shrink-0', direction || 'opacity-0')} />
        </button>
      ) : (
        <span className="truncate">{label}</span>
      )}
      {onLayout && (fill || !isMain) ? (
        <ResizeHandle
          className={cn('absolute inset-y-1.5 w-0', fill ? 'inset-e-0' : 'inset-s-0')}
          // beside a main column that takes what is left, the start of a column moves when its width changes
          edge={fill ? 'end' : 'start'}
          label={label}
          value={widthOf(column, layout)}
          min={narrowest}
          max={widest}
          step={1}
          pixelsPerUnit={remInPixels}
          onChange={resize}
          onReset={reset}
        />
      ) : null}
    </span>
  );
}

type MenuProps<Item> = {
  columns: readonly Column<Item>[];
  layout: TableLayout;
  onLayout: (layout: TableLayout) => void;
};

/** Which columns are shown. The one that names the rows cannot be hidden. */
function ColumnsMenu<Item>({ columns, layout, onLayout }: MenuProps<Item>) {
  const words = useWords();
  const { hidden } = layout;
  const show = (id: string, shown: boolean) =>
    onLayout({ ...layout, hidden: shown ? hidden.filter((one) => one !== id) : [...hidden, id] });
  const trigger = <BareIconButton size="sm" label={words.columns} icon={<Columns3 aria-hidden className="size-4" />} />;
  return (
    <Menu trigger={trigger} label={words.columns}>
      {columns
        .filter(({ isMain }) => !isMain)
        .map(({ id, label }) => (
          <MenuCheck key={id} checked={!hidden.includes(id)} onChange={(shown) => show(id, shown)}>
            {label}
          </MenuCheck>
        ))}
      <MenuSeparator />
      <MenuItem onClick={() => onLayout(initialLayout(columns))}>{words.resetColumns}</MenuItem>
    </Menu>
  );
}
