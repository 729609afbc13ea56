/**
 * A cell as a document states it: from its place it fills `rowSpan` rows and `colSpan` columns (1 where nothing is merged; a rowSpan
 * of 0 reaches to the last row, as in HTML). `header`: it names what is below or beside it.
 */
export type SpannedCell = { text: string; rowSpan: number; colSpan: number; header: boolean };

/** One place of a grid. `merged`: its text is that of a cell to the left or above which reaches over it. */
export type GridCell = { text: string; header: boolean; merged: boolean };

/** Spans are numbers in a file: no table that people read is wider, and none has more places. */
const most = { columns: 1_000, places: 500_000 };

/**
 * The rows of a table with each text at every place that its cell reaches over, so that a row can be read by itself. All rows have
 * the same number of places; those that no cell fills are empty. The one table model of all readers.
 */
export function fillGrid(rows: SpannedCell[][]): GridCell[][] {
  const grid: (GridCell | undefined)[][] = rows.map(() => []);
  let places = 0;
  for (const [top, cells] of rows.entries()) {
    let left = 0;
    for (const cell of cells) {
      while (grid[top]?.[left]) left++;
      const bottom = cell.rowSpan === 0 ? rows.length : Math.min(rows.length, top + Math.max(1, cell.rowSpan));
      const right = Math.min(most.columns, left + Math.max(1, cell.colSpan));
      for (let y = top; y < bottom; y++) {
        for (let x = left; x < right && places < most.places; x++) {
          const row = grid[y];
          if (!row || row[x]) continue;
          row[x] = { text: cell.text, header: cell.header, merged: y > top || x > left };
          places++;
        }
      }
      left = right;
    }
  }
  const width = grid.reduce((widest, row) => Math.max(widest, row.length), 0);
  if (rows.length * width > most.places) return grid.map((row) => Array.from(row, orEmpty));
  return grid.map((row) => Array.from({ length: width }, (_, x) => orEmpty(row[x])));
}

const orEmpty = (cell: GridCell | undefined): GridCell => cell ?? { text: '', header: false, merged: false };

/** A row of a grid on one line, as Markdown has it: `| North | Tuesday | 09:30 |`. Empty when no place has text. */
export function gridRowText(row: GridCell[]): string {
  const texts = row.map(({ text }) => text.replace(/\s+/gu, ' ').trim());
  return texts.some((text) => text !== '') ? `| ${texts.join(' | ')} |` : '';
}
