import { AppError } from '@millrace/contract/app-error';
import type { CsvOptions, CsvPreview } from '@millrace/contract/reading/read-options';
import { parse } from 'csv-parse/sync';
import { detectEncoding } from '../text/detect-encoding.ts';
import { columnNames, csvParseOptions, detectDelimiter, isBlank } from './csv-dialect.ts';

/** A cell is shown by its beginning. */
const shownChars = 2_000;

/**
 * The first `rows` rows of a table as they would be imported with these options. `cut`: the bytes are only the beginning of the file.
 * Throws AppError invalid when they are no table.
 */
export function previewTable(
  bytes: Uint8Array,
  options: Pick<CsvOptions, 'delimiter' | 'encoding' | 'skipRows'> & { rows: number; cut: boolean },
): CsvPreview {
  const { skipRows = 0, cut } = options;
  const { encoding, sure } = detectEncoding(bytes, { cut, stated: options.encoding });
  const text = new TextDecoder(encoding).decode(bytes, { stream: cut });
  // the last line of a beginning may be half a line
  const whole = cut ? text.slice(0, text.lastIndexOf('\n') + 1) || text : text;
  const delimiter = options.delimiter ?? detectDelimiter(whole.slice(0, 128 * 1024), skipRows);
  const [header = [], ...rows] = readRows(whole, delimiter, skipRows, options.rows);
  const columns = columnNames(header.map(({ cell }) => cell));
  const mismatched = rows.filter((row) => row.length !== columns.length).map((row) => row[0]?.row ?? 0);
  const shown = rows.map((row) =>
    row.map(({ cell }) => cell.slice(0, shownChars).toWellFormed().replaceAll('\0', '\ufffd')),
  );
  const numbers = rows.map((row) => row[0]?.row ?? 0);
  return { columns, rows: shown, numbers, delimiter, encoding, encodingSure: sure, mismatched };
}

type Cell = { cell: string; row: number };

/** The header and `count` rows below it, without blank ones; each cell with the number of its row. */
function readRows(text: string, delimiter: string, skipRows: number, count: number): Cell[][] {
  let parsed: string[][];
  try {
    // blank rows are left out below: some more are read for them
    const options = { ...csvParseOptions(delimiter, skipRows), to: count * 2 + 100, skip_records_with_error: true };
    parsed = parse(text, options) as string[][];
  } catch (cause) {
    throw new AppError(
      'invalid',
      'sources.no-table',
      'This file cannot be read as a table with these options. Change the options and try again.',
      {
        cause,
      },
    );
  }
  return parsed
    .map((row, i) => row.map((cell) => ({ cell, row: skipRows + i + 1 })))
    .filter((row) => !isBlank(row.map(({ cell }) => cell)))
    .slice(0, count + 1);
}
