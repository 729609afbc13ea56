import { AppError } from '@millrace/contract/app-error';
import type { CsvOptions, CsvPreview } from '@millrace/contract/reading/read-options';
import { byteDecoder } from '../text/byte-decoder.ts';
import type { DetectedEncoding } from '../text/detect-encoding.ts';
import { columnNames, csvParseOptions, isBlank, parseBeginning, withoutGuard } from './csv-dialect.ts';
import { planTable, sampleText, withoutMarks } from './plan-table.ts';

/** A cell is shown by its beginning. */
const shownChars = 2_000;

const clean = (text: string) => withoutGuard(text).slice(0, shownChars).toWellFormed().replaceAll('\0', '\ufffd');

/**
 * The first `rows` rows of a table as they would be imported with these options. `cut`: the bytes are only the beginning of the file.
 * Throws AppError invalid when they are no table.
 */
export function previewTable(
  bytes: Uint8Array,
  found: DetectedEncoding,
  options: Pick<CsvOptions, 'delimiter' | 'skipRows'> & { rows: number; cut: boolean },
): CsvPreview {
  const { cut } = options;
  const { encoding, sure } = found;
  const plan = planTable(sampleText(bytes, encoding, cut), options);
  const text = withoutMarks(byteDecoder(encoding).decode(bytes, { stream: cut }));
  // the last line of a beginning may be half a line
  const whole = cut ? text.slice(0, text.lastIndexOf('\n') + 1) || text : text;
  const { delimiter, skipLines, titles, hasHeader } = plan;
  // blank rows are left out below: some more are read for them
  const all = parseBeginning(whole, csvParseOptions(delimiter, skipLines), options.rows * 2 + 100)
    .map((cells, i) => ({ cells, number: skipLines + i + 1 }))
    .filter(({ cells }) => !isBlank(cells))
    .slice(titles);
  const [first] = all;
  if (!first) throw noTable();
  const columns = columnNames(hasHeader ? first.cells : first.cells.map(() => ''));
  const rows = all.slice(hasHeader ? 1 : 0).slice(0, options.rows);
  return {
    columns,
    rows: rows.map(({ cells }) => cells.map(clean)),
    numbers: rows.map(({ number }) => number),
    delimiter,
    encoding,
    encodingSure: sure,
    mismatched: rows.filter(({ cells }) => cells.length !== columns.length).map(({ number }) => number),
    notes: plan.notes,
  };
}

const noTable = () =>
  new AppError(
    'invalid',
    'sources.no-table',
    'This file cannot be read as a table with these options. Change the options and try again.',
  );
