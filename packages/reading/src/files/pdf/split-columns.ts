import type { Cell } from './line-cells.ts';
import type { Line } from './place-lines.ts';

/** Cells of so many characters are lines of running text, and so many lines of them are columns and no rows. */
const longCell = 30;
const leastLines = 4;

const middle = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const follows = (before: Line, line: Line): boolean =>
  before.angle === line.angle &&
  line.across > before.across &&
  line.across - before.across < 2.5 * line.size &&
  Math.max(before.size, line.size) <= 1.15 * Math.min(before.size, line.size);

const asLine = (line: Line, cell: Cell): Line => ({ ...line, ...cell, cells: [cell] });

/** Where the space between two columns begins and ends. */
type Gutter = { from: number; to: number };

function gutterOf(pairs: [Cell, Cell][], size: number): Gutter | undefined {
  const from = Math.max(...pairs.map(([left]) => left.to));
  const to = Math.min(...pairs.map(([, right]) => right.from));
  return to - from > 0.8 * size ? { from, to } : undefined;
}

const pairOf = ({ cells }: Line): [Cell, Cell] | undefined => {
  const [left, right] = cells;
  return left && right && cells.length === 2 && left.from < right.from ? [left, right] : undefined;
};

/** The longest run from here of lines that each are in the left column, in the right one, or in both. */
function columnRun(lines: Line[], start: number): { length: number; left: Line[]; right: Line[] } | undefined {
  const run: Line[] = [];
  for (const line of lines.slice(start)) {
    const before = run.at(-1);
    if (line.block || line.cells.length > 2 || (before && !follows(before, line))) break;
    run.push(line);
  }
  const pairs = run.map(pairOf).filter((pair) => pair !== undefined);
  const isText = [0, 1].every((side) => middle(pairs.map((pair) => pair[side]?.text.length ?? 0)) >= longCell);
  const gutter = pairs.length >= leastLines && isText ? gutterOf(pairs, run[0]?.size ?? 0) : undefined;
  if (!gutter) return undefined;
  const left: Line[] = [];
  const right: Line[] = [];
  let length = 0;
  for (const line of run) {
    const pair = pairOf(line);
    if (pair) {
      left.push(asLine(line, pair[0]));
      right.push(asLine(line, pair[1]));
    } else if (line.to <= gutter.to) left.push(line);
    else if (line.from >= gutter.from) right.push(line);
    else break;
    length++;
  }
  return left.length >= leastLines && right.length >= leastLines ? { length, left, right } : undefined;
}

/**
 * The lines with two columns of text that were drawn line by line, as some programs do, one after the other: read across, each sentence
 * would be cut by one of the other column.
 */
export function splitColumns(lines: Line[]): Line[] {
  const all: Line[] = [];
  for (let i = 0; i < lines.length; ) {
    const columns = pairOf(lines[i] as Line) ? columnRun(lines, i) : undefined;
    if (columns) {
      all.push(...columns.left, ...columns.right);
      i += columns.length;
    } else all.push(lines[i++] as Line);
  }
  return all;
}
