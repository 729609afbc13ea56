import type { CsvOptions } from '@millrace/contract/reading/read-options';
import type { Options } from 'csv-parse';
import { parse } from 'csv-parse/sync';

export const delimiters = [',', ';', '\t', '|'] as const;

/** A row that is longer is no row: a quote was never closed, or the file has no line ends. In characters. */
export const maxRowChars = 1_000_000;

/** Rows of unequal length and stray quotes are taken as they are: they are told, not refused. */
export const csvParseOptions = (delimiter: string, skipRows = 0): Options => ({
  delimiter,
  from_line: skipRows + 1,
  relax_column_count: true,
  relax_quotes: true,
  max_record_size: maxRowChars,
});

/** How regular a text is when it is cut at this delimiter: the share of rows with the usual number of columns; 0 with one column only. */
function regularity(sample: string, delimiter: string, skipRows: number): { share: number; columns: number } {
  let rows: string[][];
  try {
    rows = parse(sample, { ...csvParseOptions(delimiter, skipRows), to: 200 }) as string[][];
  } catch {
    return { share: 0, columns: 1 };
  }
  const counts = new Map<number, number>();
  for (const row of rows)
    if (row.length > 1 || row[0] !== '') counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const [columns, most] = [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [1, 0]);
  return { share: columns > 1 ? most / all : 0, columns };
}

/** The delimiter of a text by its beginning, whole lines of it. A file of one column has a comma. */
export function detectDelimiter(sample: string, skipRows: number): string {
  let best: { delimiter: string; share: number; columns: number } = { delimiter: ',', share: 0, columns: 1 };
  for (const delimiter of delimiters) {
    const found = regularity(sample, delimiter, skipRows);
    const better = found.share > best.share + 0.05 || (found.share > best.share - 0.05 && found.columns > best.columns);
    if (found.share > 0 && better) best = { delimiter, ...found };
  }
  return best.delimiter;
}

/** The names of the columns from the header row: none is empty, none is there twice. */
export function columnNames(header: string[]): string[] {
  const seen = new Set<string>();
  return header.map((cell, i) => {
    const base = cell.trim().replace(/\s+/g, ' ').slice(0, 200) || `Column ${i + 1}`;
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
    lines.push(`${columns[i] ?? `Column ${i + 1}`}: ${cell}`);
  }
  return lines.join('\n').toWellFormed().replaceAll('\0', '\ufffd');
}
