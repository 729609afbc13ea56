import { buffer } from 'node:stream/consumers';
import { AppError } from '@millrace/contract/app-error';
import type { CsvPreview, previewCsvInput } from '@millrace/contract/read-options';
import { parse } from 'csv-parse/sync';
import type { z } from 'zod';
import { findFile } from '../files/files.queries.ts';
import type { Services } from '../services.ts';
import { columnNames, csvParseOptions, detectDelimiter, isBlank } from './extract/csv-dialect.ts';
import { detectEncoding } from './extract/detect-encoding.ts';

/** So much of the file is looked at: enough for 500 rows of any table that people read, too little to hold up anybody. */
const previewBytes = 1024 * 1024;
/** A cell is shown by its beginning. */
const shownChars = 2_000;

/** The first rows of a table as they would be imported with these options. Throws AppError: not-found, invalid when it is no table. */
export async function previewCsv(services: Services, input: z.output<typeof previewCsvInput>): Promise<CsvPreview> {
  const { workspaceId, fileId, skipRows = 0 } = input;
  const file = await findFile(services.db, { workspaceId, id: fileId });
  if (!file) throw new AppError('not-found', 'files.not-found', 'There is no such file in this workspace.');
  if (!file.mediaType.startsWith('text/')) {
    throw new AppError(
      'invalid',
      'sources.no-table',
      'This file is not delimited text (.csv, .tsv); it has no preview.',
    );
  }
  const size = Number(file.size);
  const cut = size > previewBytes;
  const range = { start: 0, end: Math.min(size, previewBytes) - 1 };
  const octets = await buffer(await services.storage.open(workspaceId, file.sha256, range));
  const { encoding, sure } = detectEncoding(octets, { cut, stated: input.encoding });
  const text = new TextDecoder(encoding).decode(octets, { stream: cut });
  // the last line of a beginning may be half a line
  const whole = cut ? text.slice(0, text.lastIndexOf('\n') + 1) || text : text;
  const delimiter = input.delimiter ?? detectDelimiter(whole.slice(0, 128 * 1024), skipRows);
  const [header = [], ...rows] = readRows(whole, delimiter, skipRows, input.rows);
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
    throw new AppError('invalid', 'sources.no-table', 'This file cannot be read as a table with these options.', {
      cause,
    });
  }
  return parsed
    .map((row, i) => row.map((cell) => ({ cell, row: skipRows + i + 1 })))
    .filter((row) => !isBlank(row.map(({ cell }) => cell)))
    .slice(0, count + 1);
}
