/* biome-ignore-all lint/a11y/useSemanticElements: rows of a table element cannot be placed one by one */
/* biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus, and its controls */
import { type ReactNode, type Ref, useMemo, useRef, useState } from 'react';
import { cn } from '../class-names.tsx';
import { remInPixels } from '../layout/rem.tsx';
import type { ListHandle } from './row-list.tsx';
import { type Column, initialLayout, menuWidth, type Sort, type TableLayout, tracksOf } from './table-columns.tsx';
import { type SelectAll, TableHead } from './table-head.tsx';
import { onTableKey, useCurrentRow, useTableHandle } from './table-keys.tsx';
import { type RowSelection, TableRow } from './table-row.tsx';
import { TableLoading, TableSkeleton } from './table-skeleton.tsx';
import { useVirtualRows, virtualBody } from './virtual-rows.tsx';

export type TableSelection<Item> = RowSelection<Item> & {
  chosen: ReadonlySet<string>;
  clear: () => void;
  all?: SelectAll;
};

type Props<Item> = {
  label: string;
  columns: readonly Column<Item>[];
  /** Undefined: they are loading. */
  items: readonly Item[] | undefined;
  keyOf: (item: Item) => string;
  /** For shortcuts that work wherever the focus is. */
  list?: Ref<ListHandle>;
  /** The number of all rows, where more can be loaded. */
  total?: number;
  /** Called near the last row, to load more. */
  onNearEnd?: () => void;
  sort?: Sort;
  onSort?: (sort: Sort) => void;
  selection?: TableSelection<Item>;
  /** Shown at the end of a row under the pointer or with the focus. */
  actions?: (item: Item) => ReactNode;
  /** The width of its column in rem, where actions are more than one menu. Wide ones are always shown. */
  actionsWidth?: number;
  /** A line across the row: what failed, how far it is. */
  below?: (item: Item) => ReactNode;
  /** With `onLayout`, columns can be resized and hidden. */
  layout?: TableLayout;
  onLayout?: (layout: TableLayout) => void;
  /** Rows of 48 pixels, for cells of two lines. */
  twoLines?: boolean;
  /** It fills the flex column that it stands in and scrolls by itself, also sideways. Otherwise it scrolls with its page. */
  fill?: boolean;
  /** In place of rows: why there are none. */
  empty?: ReactNode;
  className?: string;
};

const nothing: readonly never[] = [];

/**
 * Rows of any number with columns, of which only those in view are rendered. The current row is its one tab stop: arrow keys, Home, End
 * and the page keys move it, Enter opens its link (`data-row-link`), Space selects it, Tab goes through its controls.
 */
export function DataTable<Item>(props: Props<Item>) {
  const { columns, items = nothing, keyOf, selection, actions, below, fill = false, twoLines = false } = props;
  // what follows is done once per change, not once per step of scrolling
  const layout = useMemo(() => props.layout ?? initialLayout(columns), [props.layout, columns]);
  const shown = useMemo(
    () => columns.filter(({ id, isMain }) => isMain || !layout.hidden.includes(id)),
    [columns, layout],
  );
  const keys = useMemo(() => items.map(keyOf), [items, keyOf]);
  const body = useRef<HTMLDivElement>(null);
  const { current, focusRow, ...rowEvents } = useCurrentRow(body, keys);
  const [rem] = useState(remInPixels);
  const { rows, height, measure } = useVirtualRows({
    list: body,
    keys,
    rowHeight: (twoLines ? 3 : 2.25) * rem,
    kept: current,
    onNearEnd: props.onNearEnd,
  });
  const select = (range: boolean) => {
    const item = items[current];
    if (selection === undefined || item === undefined) return false;
    const id = keyOf(item);
    selection.toggle(id, range || !selection.chosen.has(id), range);
    return true;
  };
  const moves = { current, count: items.length, focusRow, select };
  useTableHandle(props.list, { ...moves, body, selection });
  const acts = actions !== undefined || props.onLayout !== undefined;
  const actionsWidth = acts ? (props.actionsWidth ?? menuWidth) : 0;
  const tracks = tracksOf(shown, layout, { selects: selection !== undefined, actionsWidth, fill });
  const style = {
    '--columns': tracks.wide,
    '--columns-narrow': tracks.narrow,
    '--table-width': tracks.minWidth,
    '--actions': `${actionsWidth}rem`,
    '--main-start': selection ? '2.5rem' : '0',
  };
  return (
    <div
      data-scrolls={fill || undefined}
      className={cn('@container', fill && 'min-h-0 grow overflow-auto', props.className)}
    >
      {props.items === undefined ? <TableLoading /> : null}
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={(props.total ?? items.length) + 1}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={props.items === undefined || undefined}
        className="@xl:min-w-(--table-width)"
        style={style as object}
      >
        <TableHead
          {...{ columns, shown, acts, fill, layout }}
          sort={props.sort}
          onSort={props.onSort}
          onLayout={props.onLayout}
          selectAll={items.length > 0 ? selection?.all : undefined}
        />
        {props.items === undefined ? (
          <TableSkeleton columns={shown} selects={selection !== undefined} fill={fill} />
        ) : null}
        <div
          role="rowgroup"
          ref={body}
          className={virtualBody}
          style={{ height }}
          {...rowEvents}
          onKeyDown={(event) => onTableKey(event, moves)}
        >
          {rows.map(({ index, key, top }) => (
            <TableRow
              key={key}
              {...{ index, top, measure, actionsWidth, fill, twoLines, selection, actions, below }}
              item={items[index] as Item}
              id={keys[index] ?? ''}
              columns={shown}
              isCurrent={index === current}
              isChosen={selection?.chosen.has(keys[index] ?? '') ?? false}
            />
          ))}
        </div>
      </div>
      {props.items?.length === 0 ? props.empty : null}
    </div>
  );
}
