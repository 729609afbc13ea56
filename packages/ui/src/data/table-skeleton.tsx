import { cn } from '../class-names.tsx';
import { useWords } from '../words.tsx';
import { type Column, wideClass } from './table-columns.tsx';
import { cellClass, rowClass } from './table-looks.tsx';

const rows = Array.from({ length: 8 }, (_, row) => row);

type Props<Item> = { columns: readonly Column<Item>[]; selects: boolean; fill: boolean };

/** Says that rows are loading: beside the grid, in which only rows may be. */
export function TableLoading() {
  const words = useWords();
  return (
    <p role="status" className="sr-only">
      {words.loading}
    </p>
  );
}

/** Grey bars in the columns of rows that are loading. */
export function TableSkeleton<Item>({ columns, selects, fill }: Props<Item>) {
  return (
    <div aria-hidden className="animate-pulse">
      {rows.map((row) => (
        <div key={row} className={cn(rowClass, 'border-line border-b')}>
          {selects ? (
            <span className={cellClass}>
              <span className="size-4.5 rounded-sm bg-hover" />
            </span>
          ) : null}
          {columns.map((column) => (
            <span
              key={column.id}
              className={cn(
                cellClass,
                column.isMain ? '@max-xl:grow' : '@max-xl:hidden',
                column.align === 'end' && 'justify-end',
                wideClass(column, fill),
              )}
            >
              <span
                className={cn('h-3.5 rounded bg-hover', column.isMain ? (row % 3 === 1 ? 'w-1/2' : 'w-3/4') : 'w-14')}
              />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
