import { type CellObject, type Range, utils, type WorkSheet } from '@e965/xlsx';

/** A cell of a sheet at its place, both counted from 0. `merge`: the number of the merged range that its text comes from. */
export type SheetCell = { text: string; merge: number | undefined };

/** A row of a sheet that holds something. `number` counts from 1; `comments` by column; `gap`: blank rows are above it. */
export type SheetRow = {
  number: number;
  cells: SheetCell[];
  comments: { column: number; text: string }[];
  gap: boolean;
};

/** What of a sheet was left out because it is hidden. `filtered`: rows that a filter hides. */
export type Hidden = { rows: number; columns: number; filtered: number };

export type VisibleRows = { rows: SheetRow[]; merges: Range[]; hidden: Hidden };

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

/** What people see of a sheet; with `all` what is hidden too. Merged cells have their text at every place. */
export function visibleRows(sheet: WorkSheet, read: CellReader, { all }: { all: boolean }): VisibleRows {
  const data = cellsOf(sheet);
  const hidden: Hidden = { rows: 0, columns: 0, filtered: 0 };
  const hiddenColumns = new Set<number>();
  const filter = filterOf(sheet);
  const grid = new Map<number, SheetRow>();
  for (let at = 0; at < data.length; at++) {
    const row = readRow(data[at] ?? [], at, read);
    if (!row) continue;
    if (!all && isHiddenRow(sheet, at)) {
      // the header of a filter is never hidden by it
      if (filter && at > filter.s.r && at <= Math.max(filter.e.r, filter.s.r + 1)) hidden.filtered++;
      else hidden.rows++;
      continue;
    }
    for (const [column, cell] of row.cells.entries()) {
      if (cell.text !== '' && !all && isHiddenColumn(sheet, column)) hiddenColumns.add(column);
    }
    grid.set(at, row);
  }
  const merges = sheet['!merges'] ?? [];
  const last = data.length - 1;
  const width = [...grid.values()].reduce((widest, { cells }) => Math.max(widest, cells.length), 0);
  fillMerges(grid, merges, { data, read, last, width });
  hidden.columns = hiddenColumns.size;
  return { rows: compact([...grid.values()], hiddenColumns, data, sheet), merges, hidden };
}

function readRow(cells: readonly (CellObject | undefined)[], at: number, read: CellReader): SheetRow | undefined {
  const row: SheetRow = { number: at + 1, cells: [], comments: [], gap: false };
  let holds = false;
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column];
    const text = cell ? read(cell, at, column) : '';
    row.cells.push({ text, merge: undefined });
    const comments = cell ? commentsOf(cell) : [];
    for (const comment of comments) row.comments.push({ column, text: comment });
    holds ||= text.trim() !== '' || comments.length > 0;
  }
  return holds ? row : undefined;
}

type Filling = {
  data: ReturnType<typeof cellsOf>;
  read: CellReader;
  last: number;
  width: number;
};

/** The first cell of a merged range holds its text: every place of it that is seen gets it. */
function fillMerges(grid: Map<number, SheetRow>, merges: readonly Range[], { data, read, last, width }: Filling): void {
  let filled = 0;
  for (const [index, { s, e }] of merges.entries()) {
    const cell = data[s.r]?.[s.c];
    const text = cell ? read(cell, s.r, s.c) : '';
    if (text.trim() === '') continue;
    for (let at = s.r; at <= Math.min(e.r, last) && filled < mostFilled; at++) {
      const row = grid.get(at);
      if (!row) continue;
      for (let column = s.c; column <= Math.min(e.c, Math.max(width - 1, s.c)) && filled < mostFilled; column++) {
        while (row.cells.length <= column) row.cells.push({ text: '', merge: undefined });
        row.cells[column] = { text, merge: index };
        filled++;
      }
    }
  }
}

/** Without hidden columns and without those on the left that hold nothing; rows know whether there is a gap above them. */
function compact(
  rows: SheetRow[],
  hiddenColumns: ReadonlySet<number>,
  data: ReturnType<typeof cellsOf>,
  sheet: WorkSheet,
): SheetRow[] {
  const left = rows.reduce((least, { cells }) => {
    const at = cells.findIndex(({ text }) => text.trim() !== '');
    return at < 0 ? least : Math.min(least, at);
  }, Number.POSITIVE_INFINITY);
  const keeps = (column: number) => column >= left && !hiddenColumns.has(column);
  let before: number | undefined;
  return rows.flatMap((row) => {
    const cells = row.cells.filter((_, column) => keeps(column));
    const kept = row.comments.filter(({ column }) => keeps(column));
    if (cells.every(({ text }) => text.trim() === '') && kept.length === 0) return [];
    const shift = (column: number) => row.cells.slice(0, column).filter((_, at) => keeps(at)).length;
    const comments = kept.map(({ column, text }) => ({ column: shift(column), text }));
    const gap = before !== undefined && hasGap(before, row.number, data, sheet);
    before = row.number;
    return [{ ...row, cells, comments, gap }];
  });
}

/** Whether a row that people see as blank lies between these two. */
function hasGap(before: number, number: number, data: ReturnType<typeof cellsOf>, sheet: WorkSheet): boolean {
  for (let at = before; at < number - 1; at++) {
    const blank = (data[at] ?? []).every((cell) => cell === undefined || cell === null || (cell.v ?? '') === '');
    if (blank && !isHiddenRow(sheet, at)) return true;
  }
  return false;
}
