import { type Cell, type Part, readCells } from './line-cells.ts';
import type { Block, Line } from './place-lines.ts';

type Column = { from: number; to: number };

/** A cell of more characters is a line of running text: two columns of a page are no table, whose cells are short. */
const longCell = 45;
const leastRows = 3;

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const isNextRow = (before: Line, line: Line): boolean =>
  before.angle === line.angle &&
  line.across > before.across &&
  line.across - before.across < 3.5 * Math.max(before.size, line.size) &&
  Math.max(before.size, line.size) <= 1.3 * Math.min(before.size, line.size);

/** Where the cells of these lines are one below the other. Those of lines with the most cells say it; wide ones would join columns. */
function columnsOf(lines: Line[], count: number): Column[] {
  const spans = lines
    .filter((line) => line.cells.length === count)
    .flatMap((line) => line.cells)
    .map(({ from, to }) => ({ from, to }))
    .toSorted((a, b) => a.from - b.from);
  const columns: Column[] = [];
  for (const span of spans) {
    const last = columns.at(-1);
    if (last && span.from < last.to) last.to = Math.max(last.to, span.to);
    else columns.push({ ...span });
  }
  return columns;
}

const shared = (a: Column, b: Column): number => Math.min(a.to, b.to) - Math.max(a.from, b.from);

/** The number of the column that a cell is in, or the nearest one. */
function columnOf(cell: Column, columns: Column[]): number {
  let best = 0;
  for (const [i, column] of columns.entries()) {
    if (shared(cell, column) > shared(cell, columns[best] as Column)) best = i;
  }
  return best;
}

/** A cell that reaches over several columns is several, if it was drawn so: their texts were merely near to each other. */
function apart(cell: Cell, columns: Column[], size: number): Cell[] {
  if (!cell.parts || columns.filter((column) => shared(cell, column) > 0).length < 2) return [cell];
  const groups: { column: number; parts: Part[] }[] = [];
  for (const part of cell.parts) {
    const column = columnOf(part, columns);
    const group = groups.at(-1);
    if (group && group.column === column) group.parts.push(part);
    else groups.push({ column, parts: [part] });
  }
  return groups.flatMap(({ parts }) => readCells(parts, { rightToLeft: false, size }));
}

/** Each cell in its column, empty ones where a row has none; undefined if two would be in one. */
function aligned(line: Line, columns: Column[]): Cell[][] | undefined {
  const places: Cell[][] = columns.map(() => []);
  for (const cell of line.cells.flatMap((each) => apart(each, columns, line.size)))
    places[columnOf(cell, columns)]?.push(cell);
  return places.some((cells) => cells.length > 1) ? undefined : places;
}

/** The lines from `start` that follow each other as rows do. A line of one cell may be the rest of a row or a heading within. */
function candidates(lines: Line[], start: number): Line[] {
  const rows: Line[] = [];
  for (const line of lines.slice(start)) {
    const before = rows.at(-1);
    if (before && !isNextRow(before, line)) break;
    if (line.block || (!before && line.cells.length < 2)) break;
    // two lines without columns are text again
    if (before && line.cells.length < 2 && before.cells.length < 2) break;
    rows.push(line);
  }
  while ((rows.at(-1)?.cells.length ?? 2) < 2 && !isContinuation(rows)) rows.pop();
  return rows;
}

/** Whether the last line is nearer to its row than rows are to each other. */
function isContinuation(rows: Line[]): boolean {
  const [before, last] = [rows.at(-2), rows.at(-1)];
  if (!before || !last) return false;
  return last.across - before.across < 0.85 * usualPitch(rows.slice(0, -1));
}

const usualPitch = (rows: Line[]): number =>
  middle(rows.slice(1).map((row, i) => row.across - (rows[i]?.across ?? row.across)));

/** Rows of cells where these lines are clearly a table: short cells that are one below the other, in at least three rows. */
function tableOf(lines: Line[]): Cell[][][] | undefined {
  const several = lines.filter((line) => line.cells.length > 1);
  const count = several.reduce((most, line) => Math.max(most, line.cells.length), 0);
  if (several.length < (count > 2 ? leastRows - 1 : leastRows)) return undefined;
  const columns = columnsOf(several, count);
  if (columns.length !== count) return undefined;
  const lengths = columns.map((_, i) =>
    middle(several.flatMap((line) => aligned(line, columns)?.[i] ?? []).map(({ text }) => text.length)),
  );
  if (
    lengths.filter((length) => length > longCell).length > 1 ||
    (count === 2 && lengths.some((length) => length > longCell))
  ) {
    return undefined;
  }
  const rows = lines.map((line) => aligned(line, columns));
  return rows.some((row) => row === undefined) ? undefined : withContinuations(lines, rows as Cell[][][]);
}

/** A line that is near to its row and leaves columns empty continues the cells above it. */
function withContinuations(lines: Line[], rows: Cell[][][]): Cell[][][] {
  const pitch = usualPitch(lines);
  const table: Cell[][][] = [];
  for (const [i, row] of rows.entries()) {
    const before = table.at(-1);
    const distance = (lines[i]?.across ?? 0) - (lines[i - 1]?.across ?? 0);
    const isRest = before && distance < 0.85 * pitch && row[0]?.length === 0;
    if (isRest) for (const [x, cells] of row.entries()) before[x]?.push(...cells);
    else table.push(row);
  }
  return table;
}

/** The lines with those of tables joined to rows: `rows` of such a line are its columns, each with its stretches. */
export function findTables(lines: Line[]): Line[] {
  const all: Line[] = [];
  for (let i = 0; i < lines.length; ) {
    const found = candidates(lines, i);
    const table = found.length >= 2 ? tableOf(found) : undefined;
    if (table) {
      const block: Block = { kind: 'table' };
      all.push(...table.map((columns, y) => rowLine(columns, found[y] ?? (found[0] as Line), block)));
      i += found.length;
    } else all.push(lines[i++] as Line);
  }
  return all;
}

function rowLine(columns: Cell[][], line: Line, block: Block): Line {
  const cells = columns.flat();
  return { ...line, text: cells.map(({ text }) => text).join(' '), cells, columns, block };
}
