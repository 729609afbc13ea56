import type { ReactNode } from 'react';

export type Direction = 'ascending' | 'descending';
export type Sort = { column: string; direction: Direction };

export type Column<Item> = {
  id: string;
  label: string;
  cell: (item: Item) => ReactNode;
  /** In rem, so that it grows with the text. The main column takes what is left and is never narrower. */
  width: number;
  /** Names the row. The first column, and the one that stays in view when the table scrolls sideways. */
  isMain?: boolean;
  /** Its cells hold a control, which is not cut off. */
  isControl?: boolean;
  /** Numbers stand at the end, with figures of one width. */
  align?: 'start' | 'end';
  /** The orders that its head offers, the first one first. */
  sorts?: readonly Direction[];
  /** Hidden until a person shows it. */
  isExtra?: boolean;
  /** Left out of a table that is narrower than 56 rem. */
  isWide?: boolean;
  /** How it is shown where rows are cards: as it is, after its label, or not at all. */
  onCards?: 'plain' | 'labelled' | 'hidden';
};

/** What a person made of the columns: widths in rem and hidden ones, by id. */
export type TableLayout = { widths: Readonly<Record<string, number>>; hidden: readonly string[] };

/** What the columns are like until a person changes them. */
export const initialLayout = <Item,>(columns: readonly Column<Item>[]): TableLayout => ({
  widths: {},
  hidden: columns.filter(({ isExtra }) => isExtra).map(({ id }) => id),
});

export const narrowest = 3;
export const widest = 40;
/** The columns of the checkboxes, and of actions that are one menu, in rem. */
const selectWidth = 2.5;
export const menuWidth = 2.5;

export const widthOf = <Item,>({ id, width }: Column<Item>, { widths }: TableLayout): number => widths[id] ?? width;

/** The direction after a click on the head of a column. */
export function nextSort<Item>({ id, sorts = [] }: Column<Item>, sort: Sort | undefined): Sort | undefined {
  const now = sort?.column === id ? sorts.indexOf(sort.direction) : -1;
  const direction = sorts[(now + 1) % sorts.length];
  return direction && { column: id, direction };
}

/** `actionsWidth` in rem; 0: there are none. */
type Parts = { selects: boolean; actionsWidth: number; fill: boolean };

/**
 * The tracks of the grid that every row has, those without wide columns, and the width below which the table scrolls sideways. A table
 * that fills a region keeps the width of its columns; one that scrolls with its page squeezes them.
 */
export function tracksOf<Item>(
  columns: readonly Column<Item>[],
  layout: TableLayout,
  { selects, actionsWidth, fill }: Parts,
) {
  const trackOf = (column: Column<Item>) => {
    const width = widthOf(column, layout);
    if (column.isMain) return `minmax(${width}rem, 1fr)`;
    return fill ? `${width}rem` : `minmax(0, ${width}rem)`;
  };
  const template = (some: readonly Column<Item>[]) =>
    [selects && `${selectWidth}rem`, ...some.map(trackOf), actionsWidth > 0 && `${actionsWidth}rem`]
      .filter(Boolean)
      .join(' ');
  const sides = (selects ? selectWidth : 0) + actionsWidth;
  const minWidth = columns.reduce((sum, column) => sum + widthOf(column, layout), sides);
  return {
    wide: template(columns),
    narrow: template(fill ? columns : columns.filter(({ isWide }) => !isWide)),
    minWidth: fill ? `${minWidth}rem` : '0',
  };
}

/** The class of cells of a column that is left out of narrow tables. */
export const wideClass = <Item,>({ isWide }: Column<Item>, fill: boolean): string =>
  isWide && !fill ? '@xl:@max-4xl:hidden' : '';
