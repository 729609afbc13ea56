import type { Cell } from './line-cells.ts';

/** A cell of a table with its stretches of text. */
export type SpannedCell = { cells: Cell[]; rowSpan: number; colSpan: number };

type Range = { from: number; to: number };

const rangeOf = (cells: Cell[]): Range => ({
  from: cells.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
  to: cells.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
});

/** Each text at every place that its cell reaches over, so that a row can be read by itself. */
function fill(rows: SpannedCell[][]): (Cell[] | undefined)[][] {
  const grid: (Cell[] | undefined)[][] = rows.map(() => []);
  for (const [top, row] of rows.entries()) {
    let left = 0;
    for (const { cells, rowSpan, colSpan } of row) {
      while (grid[top]?.[left]) left++;
      for (const line of grid.slice(top, top + rowSpan)) for (let x = left; x < left + colSpan; x++) line[x] ??= cells;
      left += colSpan;
    }
  }
  return grid;
}

/** Cells of a row that is too short, at the columns they are below of: some programs leave empty cells out of the structure. */
function spread(row: Cell[][], columns: Range[]): Cell[][] {
  const placed: Cell[][] = columns.map(() => []);
  let next = 0;
  for (const [i, cells] of row.entries()) {
    const { from, to } = rangeOf(cells);
    const last = columns.length - (row.length - i);
    let best = next;
    const shared = (x: number) => Math.min(columns[x]?.to ?? 0, to) - Math.max(columns[x]?.from ?? 0, from);
    for (let x = next; x <= last; x++) if (shared(x) > shared(best)) best = x;
    placed[best] = cells;
    next = best + 1;
  }
  return placed;
}

/** The rows of a table with as many columns each, merged cells repeated. */
export function placeCells(rows: SpannedCell[][]): Cell[][][] {
  const grid = fill(rows);
  const width = grid.reduce((most, row) => Math.max(most, row.length), 0);
  const whole = grid.filter((row, y) => row.length === width && rows[y]?.length === width);
  const columns = Array.from({ length: width }, (_, x) => rangeOf(whole.flatMap((row) => row[x] ?? [])));
  return grid.map((row) => {
    const filled = Array.from(row, (cells) => cells ?? []);
    return row.length < width ? spread(filled, columns) : filled;
  });
}
