import { type CellObject, type Range, utils, type WorkSheet } from '@e965/xlsx';

/** The text of a place that a merged range reaches over, with the number of the range. */
type MergedCell = { text: string; merge: number };
/** The text of a place of a sheet: most are no more than that. */
export type SheetCell = string | MergedCell;

export const textOf = (cell: SheetCell): string => (typeof cell === 'string' ? cell : cell.text);
export const mergeOf = (cell: SheetCell): number | undefined => (typeof cell === 'string' ? undefined : cell.merge);

/** A row of a sheet that holds something. `number` counts from 1; `comments` by column; `gap`: blank rows are above it. */
export type SheetRow = {
  number: number;
  cells: SheetCell[];
  comments: readonly SheetComment[];
  gap: boolean;
};
type SheetComment = { column: number; text: string };

/** What of a sheet was left out because it is hidden. `filtered`: rows that a filter hides. */
export type Hidden = { rows: number; columns: number; filtered: number };

export type VisibleRows = { rows: SheetRow[]; merges: Range[]; hidden: Hidden };

const noComments: readonly SheetComment[] = [];

/** A sheet with a merged range over everything must not fill all of memory. */
const mostFilled = 500_000;

/** Rows of cells as they are stored; many are holes. */
export const cellsOf = (sheet: WorkSheet): readonly (readonly (CellObject | undefined)[] | undefined)[] =>
  (sheet['!data'] as (CellObject | undefined)[][] | undefined) ?? [];

const isHiddenRow = (sheet: WorkSheet, row: number): boolean => {
  const facts = sheet['!rows']?.[row];
  return facts !== undefined && facts !== null && (facts.hidden === true || facts.hpt === 0);
};

const isHiddenColumn = (sheet: WorkSheet, column: number): boolean => {
  const facts = sheet['!cols']?.[column];
  return facts !== undefined && facts !== null && (facts.hidden === true || facts.width === 0);
};

function filterOf(sheet: WorkSheet): Range | undefined {
  const ref = sheet['!autofilter']?.ref;
  return ref ? utils.decode_range(ref) : undefined;
}

const commentsOf = (cell: CellObject): string[] =>
  (cell.c ?? []).flatMap(({ a: author, t: text }) => {
    // a comment says its author in its first line, and a threaded one says that the program is too old to show it
    const said = (text ?? '').replace(/^\[Threaded comment\][\s\S]*?\n\s*Comment:\s*/i, '');
    const own = author && said.startsWith(`${author}:`) ? said.slice(author.length + 1) : said;
    return own.trim() === '' ? [] : [own.trim().replace(/\s*\n\s*/g, ' ')];
  });

/** The text of a cell, with the address that it links to. */
export type CellReader = (cell: CellObject, row: number, column: number) => string;

/**
 * What people see of a sheet; with `all` what is hidden too. Merged cells have their text at every place. With `release` the cells of
 * the sheet are given up while they are read: a large one does not fit into memory twice.
 */
export function visibleRows(
  sheet: WorkSheet,
  read: CellReader,
  { all, release }: { all: boolean; release: boolean },
): VisibleRows {
  const data = cellsOf(sheet) as (ReturnType<typeof cellsOf>[number] | undefined)[];
  const merges = sheet['!merges'] ?? [];
  const anchors = merges.map(({ s }) => {
    const cell = data[s.r]?.[s.c];
    return cell ? read(cell, s.r, s.c) : '';
  });
  const hidden: Hidden = { rows: 0, columns: 0, filtered: 0 };
  const hiddenColumns = new Set<number>();
  const filter = filterOf(sheet);
  const grid = new Map<number, SheetRow>();
  for (let at = 0; at < data.length; at++) {
    const row = readRow(data[at] ?? [], at, read);
    if (release) data[at] = undefined;
    if (!row) continue;
    if (!all && isHiddenRow(sheet, at)) {
      // the header of a filter is never hidden by it
      if (filter && at > filter.s.r && at <= Math.max(filter.e.r, filter.s.r + 1)) hidden.filtered++;
      else hidden.rows++;
      continue;
    }
    for (const [column, cell] of row.cells.entries()) {
      if (cell !== '' && !all && isHiddenColumn(sheet, column)) hiddenColumns.add(column);
    }
    grid.set(at, row);
  }
  const width = [...grid.values()].reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  fillMerges(grid, merges, { anchors, last: data.length - 1, width });
  hidden.columns = hiddenColumns.size;
  return { rows: compact(grid, hiddenColumns, sheet), merges, hidden };
}

function readRow(cells: readonly (CellObject | undefined)[], at: number, read: CellReader): SheetRow | undefined {
  const texts: SheetCell[] = [];
  const comments: SheetComment[] = [];
  let holds = false;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column];
    const text = cell ? read(cell, at, column) : '';
    texts.push(text);
    for (const comment of cell ? commentsOf(cell) : []) comments.push({ column, text: comment });
    holds ||= text.trim() !== '';
  }
  if (!holds && comments.length === 0) return undefined;
  return { number: at + 1, cells: texts, comments: comments.length > 0 ? comments : noComments, gap: false };
}

type Filling = { anchors: string[]; last: number; width: number };

/** The first cell of a merged range holds its text: every place of it that is seen gets it. */
function fillMerges(grid: Map<number, SheetRow>, merges: readonly Range[], { anchors, last, width }: Filling): void {
  let filled = 0;
  for (const [index, { s, e }] of merges.entries()) {
    const text = anchors[index] ?? '';
    if (text.trim() === '') continue;
    for (let at = s.r; at <= Math.min(e.r, last) && filled < mostFilled; at++) {
      const row = grid.get(at);
      if (!row) continue;
      for (let column = s.c; column <= Math.min(e.c, Math.max(width - 1, s.c)) && filled < mostFilled; column++) {
        while (row.cells.length <= column) row.cells.push('');
        row.cells[column] = { text, merge: index };
        filled++;
      }
    }
  }
}

/** Without hidden columns and without those on the left that hold nothing; rows know whether there is a gap above them. */
function compact(grid: Map<number, SheetRow>, hiddenColumns: ReadonlySet<number>, sheet: WorkSheet): SheetRow[] {
  const rows = [...grid.values()];
  const left = rows.reduce((least, { cells }) => {
    const at = cells.findIndex((cell) => textOf(cell).trim() !== '');
    return at < 0 ? least : Math.min(least, at);
  }, Number.POSITIVE_INFINITY);
  const keeps = (column: number) => column >= left && !hiddenColumns.has(column);
  const keepsAll = hiddenColumns.size === 0 && left === 0;
  let before: number | undefined;
  return rows.flatMap((row) => {
    const kept = row.comments.filter(({ column }) => keeps(column));
    const cells = keepsAll ? row.cells : row.cells.filter((_, column) => keeps(column));
    if (cells.every((cell) => textOf(cell).trim() === '') && kept.length === 0) return [];
    const shift = (column: number) => row.cells.slice(0, column).filter((_, at) => keeps(at)).length;
    if (kept.length > 0) row.comments = kept.map(({ column, text }) => ({ column: shift(column), text }));
    else row.comments = noComments;
    row.gap = before !== undefined && hasGap(before, row.number, grid, sheet);
    row.cells = cells;
    before = row.number;
    return [row];
  });
}

/** Whether a row that people see as blank lies between these two. */
function hasGap(before: number, number: number, grid: Map<number, SheetRow>, sheet: WorkSheet): boolean {
  for (let at = before; at < number - 1; at++) {
    if (!grid.has(at) && !isHiddenRow(sheet, at)) return true;
  }
  return false;
}
