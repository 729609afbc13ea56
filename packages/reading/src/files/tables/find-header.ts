/** What a cell of a table holds, as far as its text says. */
export type CellType = 'empty' | 'text' | 'number' | 'date' | 'year';

const numeric = /^[-+(]?\s*(?:\p{Sc}\s*)?\d[\d.,'’\s\u00a0\u202f]*(?:e[+-]?\d+)?\s*(?:%|\p{Sc}|[A-Z]{3})?\)?$/iu;
const dated =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})(?:[T ]\d{1,2}:\d{2}.*)?$|^\d{1,2}:\d{2}(?::\d{2})?$/;

export function cellType(text: string): CellType {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  if (/^(?:1[89]|20|21)\d\d$/.test(trimmed)) return 'year';
  if (dated.test(trimmed)) return 'date';
  return numeric.test(trimmed) ? 'number' : 'text';
}

const filled = (row: string[]): number => row.reduce((count, cell) => (cell.trim() === '' ? count : count + 1), 0);

/** The most frequent of some numbers, the greatest of those. */
function mode(numbers: number[]): number {
  const counts = new Map<number, number>();
  for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
  return [...counts].reduce(
    (best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] > best[0]) ? next : best),
    [0, 0],
  )[0];
}

const mostTitles = 15;

/** How many of the first rows, none of which is blank, are a title above a table: they have few cells where the others have many. */
function countTitles(rows: string[][]): number {
  const usual = mode(rows.map(filled).filter((count) => count > 1));
  const isTitle = (row: string[]) => filled(row) === 1 || filled(row) < usual / 2;
  const first = rows.findIndex((row) => !isTitle(row));
  // below a title is a header and at least one row
  return usual < 2 || first < 0 || first > mostTitles || first + 1 >= rows.length ? 0 : first;
}

const isValue = (type: CellType) => type === 'number' || type === 'date';

/**
 * Whether the first row names the columns: names above values say so, values above values of the same kind deny it. Where all is
 * words it does, as tables have headers.
 */
export function isHeader(first: string[], below: string[][]): boolean {
  let evidence = 0;
  for (const [i, cell] of first.entries()) {
    const type = cellType(cell);
    const types = below.map((row) => cellType(row[i] ?? '')).filter((found) => found !== 'empty');
    const values = types.filter((found) => isValue(found) || found === 'year').length;
    if (types.length === 0 || values < types.length * 0.7) continue;
    const dates = types.filter((found) => found === 'date').length > values / 2;
    // days name columns of figures, and years do as often as they are values
    if (type === 'text' || (type === 'date' && !dates)) evidence++;
    else if (isValue(type)) evidence--;
  }
  return evidence >= 0;
}

/** Whether something says that the first row names the columns of those below: names above values. */
export function isPlainlyHeader(first: string[], below: string[][]): boolean {
  if (first.some((cell) => isValue(cellType(cell)))) return false;
  return first.some(
    (cell, i) => cellType(cell) === 'text' && below.length > 0 && below.every((row) => isValue(cellType(row[i] ?? ''))),
  );
}

/**
 * Whether two columns are names and what each of them is, as in a form: the names are words, and what is beside them is of all kinds.
 */
export function isForm(rows: string[][]): boolean {
  const pairs = rows.map((row) => row.filter((cell) => cell.trim() !== ''));
  if (pairs.length < 2 || pairs.some(({ length }) => length > 2)) return false;
  const names = pairs.map(([name = '']) => name.trim());
  if (names.some((name) => cellType(name) !== 'text') || new Set(names).size < names.length) return false;
  if (names.every((name) => name.endsWith(':'))) return true;
  const types = pairs.map(([, value = '']) => cellType(value));
  const words = types.filter((type) => type === 'text').length / types.length;
  return rows.length >= 4 && pairs.every(({ length }) => length === 2) && words >= 0.3 && words <= 0.8;
}

/** `titles`: rows above the header; `hasHeader`: the row behind them names the columns. */
export type TableHead = { titles: number; hasHeader: boolean };

/** The head of a table by its first rows, blank ones left out. */
export function findHead(rows: string[][]): TableHead {
  const titles = countTitles(rows);
  const [first = [], ...below] = rows.slice(titles, titles + 20);
  return { titles, hasHeader: below.length === 0 || isHeader(first, below) };
}
