import type { CsvOptions } from '@millrace/contract/reading/read-options';
import type { Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';

export const delimiters = [',', ';', '\t', '|'] as const;

/** A row that is longer is no row: a quote was never closed, or the file has no line ends. In characters. */
export const maxRowChars = 1_000_000;

/** Rows of unequal length and stray quotes are taken as they are: they are reported, not refused. */
export const csvParseOptions = (delimiter: string, skipLines: number): Options => ({
  delimiter,
  from_line: skipLines + 1,
  // of several systems in one file; what would be found by the first line alone makes one row of two
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: maxRowChars,
});

/** The first rows of a table up to the first one that has no end. */
export function parseBeginning(sample: string, options: Options, count: number): string[][] {
  const rows: string[][] = [];
  try {
    parse(sample, { ...options, to: count, on_record: (row: string[]) => void rows.push(row) });
  } catch {
    // the beginning of a table may end within quotes
  }
  return rows;
}

type Rated = { delimiter: string; score: number; columns: number };

/** Cells that are digits on both sides of a boundary, the second ones few: as a decimal comma cuts them. */
const splitsNumber = (before: string, after: string) =>
  /(?:^|[^.\d])\d{1,9}$/.test(before) && /^\d{1,3}\D{0,4}$/.test(after);

/** How regular a text is when it is cut at this delimiter, from 0 (one column only) to 1 (all rows alike). */
function rate(sample: string, delimiter: string, skipLines: number): Rated {
  const all = parseBeginning(sample, csvParseOptions(delimiter, skipLines), 200).filter((row) => !isBlank(row));
  // a title above the header is a line of words that no delimiter cuts
  const titles = Math.max(
    0,
    all.slice(0, 15).findIndex((row) => row.length > 1),
  );
  const hasTitles = titles > 0 && all.slice(0, titles).every(([title = '']) => /\S\s+\S/.test(title));
  const rows = hasTitles ? all.slice(titles) : all;
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const [columns, most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [1, 0]);
  if (columns === 1) return { delimiter, score: 0, columns };
  const pairs = rows.flatMap((row) => row.slice(1).map((cell, i) => [row[i] ?? '', cell] as const));
  const shareOf = (isSo: (pair: readonly [string, string]) => boolean) =>
    pairs.filter(isSo).length / Math.max(1, pairs.length);
  // commas are in numbers and sentences too
  const split = delimiter === ',' ? shareOf(([before, after]) => splitsNumber(before, after)) : 0;
  const spaced = delimiter === ',' ? shareOf(([, after]) => /^ \S/.test(after)) : 0;
  // a header that is cut into another number of cells than its rows is cut wrongly
  const isHeadless = rows[0]?.length !== columns;
  if (isHeadless && spaced > 0.8) return { delimiter, score: 0, columns };
  const doubt = split * 0.25 + spaced * 0.2 + (isHeadless ? 0.3 : 0) + (hasTitles ? 0.1 : 0);
  return { delimiter, score: most / rows.length - doubt, columns };
}

/** `rival`: another delimiter that cuts the text nearly as well. */
export type FoundDelimiter = { delimiter: string; rival: string | undefined };

/** The delimiter of a text by its beginning, whole lines of it. A text of one column has one that does not occur in it. */
export function detectDelimiter(sample: string, skipLines: number): FoundDelimiter {
  const rated = delimiters
    .map((delimiter) => rate(sample, delimiter, skipLines))
    .filter(({ score }) => score > 0.1)
    .sort((a, b) => (Math.abs(a.score - b.score) < 0.05 ? b.columns - a.columns : 0) || b.score - a.score);
  const [best, next] = rated;
  if (!best) return { delimiter: delimiters.find((delimiter) => !sample.includes(delimiter)) ?? ',', rival: undefined };
  return { delimiter: best.delimiter, rival: next && next.score > best.score - 0.15 ? next.delimiter : undefined };
}

/** `="00123"` keeps Excel from taking text for a number: the text is what is meant. */
export const withoutGuard = (cell: string): string => /^="([^"]*)"$/.exec(cell.trim())?.[1] ?? cell;

/** The names of the columns from the header row: none is empty, none is there twice. */
export function columnNames(header: string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, i) => {
    const base = withoutGuard(cell).trim().replace(/\s+/g, ' ').slice(0, 200) || `Column ${i + 1}`;
    let name = base;
    for (let n = 2; seen.has(name); n++) name = `${base} (${n})`;
    seen.add(name);
    return name;
  });
}

const titleNames = /^(title|name|subject|headline)$/i;

/** Which columns make the title and the text. `missing`: names that were asked for and are not there. */
export function chosenColumns(
  columns: string[],
  options: Pick<CsvOptions, 'textColumns' | 'titleColumn'>,
): { title: number; text: Set<number> | undefined; missing: string[] } {
  const asked = [...(options.textColumns ?? []), ...(options.titleColumn === undefined ? [] : [options.titleColumn])];
  const title =
    options.titleColumn === undefined
      ? columns.findIndex((column) => titleNames.test(column))
      : columns.indexOf(options.titleColumn);
  return {
    title,
    text: options.textColumns && new Set(options.textColumns.map((name) => columns.indexOf(name))),
    missing: asked.filter((name) => !columns.includes(name)),
  };
}

/** A row of only empty cells is a gap in the table, not a row. */
export const isBlank = (row: string[]): boolean => row.every((cell) => cell.trim() === '');

/** What of a row is kept, as lines of `Column: value`. Cells beyond the header's are named by their number. */
export function rowText(row: string[], columns: string[], only: Set<number> | undefined): string {
  const lines: string[] = [];
  for (const [i, cell] of row.entries()) {
    if (cell.trim() === '' || (only && !only.has(i))) continue;
    lines.push(`${columns[i] ?? `Column ${i + 1}`}: ${withoutGuard(cell)}`);
  }
  return lines.join('\n').toWellFormed().replaceAll('\0', '\ufffd');
}
